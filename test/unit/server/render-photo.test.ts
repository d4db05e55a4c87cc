import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { renderPhoto } from '../../../lib/server/photos/render-photo.ts'
import { previewSize } from '../../../lib/shared/rendition.ts'
import { ORIENTATIONS, quadrantsPhoto, quadrantsSeen } from '../../support/test-photos.ts'

describe('a photo that was uploaded', () => {
  it.each(ORIENTATIONS)('stands upright in every rendition, lying as EXIF %i says', async orientation => {
    const rendered = await renderPhoto(await quadrantsPhoto({ width: 900, height: 600, orientation }))
    if ('trouble' in rendered) throw new Error(rendered.trouble)
    expect(rendered).toMatchObject({ width: 900, height: 600 })
    expect(rendered.files.map(({ name }) => name)).toEqual(['320.webp', '800.webp', '900.webp', 'og.jpg'])
    for (const { bytes } of rendered.files) expect(await quadrantsSeen(bytes)).toEqual([0, 1, 2, 3])
  })

  it('loses where it was taken, and with what', async () => {
    const taken = await quadrantsPhoto({ width: 400, height: 300, orientation: 6 })
    expect((await sharp(taken).metadata()).exif?.toString('latin1')).toContain('Camera maker')
    const rendered = await renderPhoto(taken)
    if ('trouble' in rendered) throw new Error(rendered.trouble)
    for (const { bytes } of rendered.files) {
      const { exif, xmp, iptc, icc } = await sharp(bytes).metadata()
      expect({ exif, xmp, iptc, icc }).toEqual({})
    }
  })

  it('has no rendition that is wider than itself, and none wider than 2,560', async () => {
    const widths = async (width: number) => {
      const rendered = await renderPhoto(await quadrantsPhoto({ width, height: 300 }))
      return 'trouble' in rendered ? rendered.trouble : rendered.files.map(({ name }) => name)
    }
    expect(await widths(200)).toEqual(['200.webp', 'og.jpg'])
    expect(await widths(4_000)).toEqual(['320.webp', '800.webp', '1600.webp', '2560.webp', 'og.jpg'])
  })

  it('has a preview of the size that pages say it has', async () => {
    for (const [width, height] of [
      [900, 600],
      [3_001, 2_000],
    ] as const) {
      const rendered = await renderPhoto(await quadrantsPhoto({ width, height }))
      if ('trouble' in rendered) throw new Error(rendered.trouble)
      const preview = await sharp(rendered.files.at(-1)?.bytes).metadata()
      expect({ width: preview.width, height: preview.height }).toEqual(previewSize(rendered))
    }
  })

  it('is refused when it is cut off, is none, or would fill the memory', async () => {
    const whole = await quadrantsPhoto({ width: 400, height: 300 })
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    )
    const bad = {
      'cut off': whole.subarray(0, whole.byteLength / 2),
      'only its beginning': whole.subarray(0, 20),
      words: Buffer.from('Eleven dogs, not ten.'),
      'a drawing with a script': svg,
      'a page behind the beginning of a picture': Buffer.concat([
        Buffer.from('GIF89a'),
        Buffer.from('<script>1</script>'),
      ]),
    }
    for (const [what, bytes] of Object.entries(bad))
      expect([what, await renderPhoto(bytes)]).toEqual([what, { trouble: 'unreadable' }])
    expect(await renderPhoto(await pngThatClaims(50_000, 50_000))).toEqual({ trouble: 'too_many_pixels' })
  })

  it('shows nothing of what was hidden behind it', async () => {
    const hidden = Buffer.concat([
      await quadrantsPhoto({ width: 400, height: 300 }),
      Buffer.from('<script>alert(1)</script>'),
    ])
    const rendered = await renderPhoto(hidden)
    if ('trouble' in rendered) throw new Error(rendered.trouble)
    for (const { bytes } of rendered.files) expect(Buffer.from(bytes).toString('latin1')).not.toContain('script')
  })
})

/** A small PNG whose header claims another size. Source: https://www.w3.org/TR/png-3/#11IHDR */
async function pngThatClaims(width: number, height: number): Promise<Buffer> {
  const png = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  png.writeUInt32BE(width, 16)
  png.writeUInt32BE(height, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}
