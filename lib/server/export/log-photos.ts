import type { Photo } from '../../shared/photo.ts'
import type { StoredPost } from '../store/store.ts'
import { escapeHtml } from './escape-html.ts'
import { saidIn } from './said-in.ts'

/** The photos of a post in words, as a file on a disk has no others. Of what never came nothing is said, unless the post says nothing else. */
export function logPhotos({ media = [], text, key }: Pick<StoredPost, 'media' | 'text' | 'key'>, lang: string): string {
  const shown = media.filter(photo => photo.state !== 'refused')
  if (shown.length === 0 && media.length > 0 && text === '' && key === null) return line('This photo did not arrive')
  return shown.map(photo => line(inWords(photo, lang))).join('')
}

function inWords({ state, alt }: Photo, lang: string): string {
  const said = state === 'ready' ? 'Photo' : 'Photo on its way'
  return alt === '' ? said : `${said}: <span${saidIn(lang)}>${escapeHtml(alt)}</span>`
}

function line(words: string): string {
  return `<p class="photo">${words}</p>\n`
}
