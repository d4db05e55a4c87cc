import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { blurOf } from '../../lib/shared/blur-of.ts'
import { newPhoto } from '../support/reader-photos.ts'
import { seed } from '../support/seed.ts'

describe('blurOf', () => {
  it('draws a tiny picture in the shape and the colours of the photo', async () => {
    const { thumbhash } = await newPhoto({ width: 1600, height: 800, hue: 210 })
    const blur = blurOf(thumbhash) ?? ''
    expect(blur.length).toBeLessThan(500)
    const { data, info } = await sharp(bytesOf(blur)).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 8, height: 5 })
    const [red = 0, , blue = 0] = data // of a pale blue sky
    expect(blue).toBeGreaterThan(red + 20)
  })

  it('says nothing of a hash that says nothing', () => {
    expect(blurOf('')).toBeUndefined()
  })

  it('makes a picture or nothing of whatever a device sends, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 27 }), async bytes => {
        const blur = blurOf(Buffer.from(bytes).toString('base64'))
        if (blur !== undefined) await sharp(bytesOf(blur)).raw().toBuffer()
      }),
      { seed },
    )
  })
})

function bytesOf(image: string): Buffer {
  return Buffer.from(/^url\(data:image\/png;base64,(.*)\)$/.exec(image)?.[1] ?? '', 'base64')
}
