import { describe, expect, it } from 'vitest'
import { logPhotos } from '../../../lib/server/export/log-photos.ts'
import type { Photo } from '../../../lib/shared/photo.ts'

describe('the photos of a log page', () => {
  it('are told in words: what is there, what is on its way, and nothing of what never came', () => {
    const media = [photo('ready', 'Eleven dogs & a cake'), photo('waiting', 'The hedge'), photo('refused', 'Frytka')]
    expect(logPhotos({ media, text: 'All of them', key: null }, 'pl')).toBe(
      `<p class="photo">Photo: <span dir="auto" lang="pl">Eleven dogs &#38; a cake</span></p>
<p class="photo">Photo on its way: <span dir="auto" lang="pl">The hedge</span></p>
`,
    )
  })

  it('are there without a description too', () => {
    expect(logPhotos({ media: [photo('ready', '')], text: '', key: null }, 'en')).toBe('<p class="photo">Photo</p>\n')
  })

  it('that never came are told where the post says nothing else', () => {
    const media = [photo('refused', 'Frytka')]
    expect(logPhotos({ media, text: '', key: null }, 'en')).toBe('<p class="photo">This photo did not arrive</p>\n')
    expect(logPhotos({ media, text: '', key: 'The gun' }, 'en')).toBe('')
  })
})

function photo(state: Photo['state'], alt: string): Photo {
  return { id: '01973d2c-0000-7000-8000-000000000000', width: 4, height: 3, thumbhash: '', alt, state }
}
