import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isWhole } from '../../../lib/client/photos/is-whole.ts'
import { detailedPhoto, heicStart } from '../../support/test-photos.ts'

const photo = await detailedPhoto({ width: 90, height: 60 })
const files = {
  'a JPEG': photo,
  'a progressive JPEG': await sharp(photo).jpeg({ progressive: true }).toBuffer(),
  'a PNG': await sharp(photo).png().toBuffer(),
  'a WebP': await sharp(photo).webp().toBuffer(),
}

describe.each(Object.entries(files))('%s', (_, file) => {
  it('is whole as it is, and with something behind it', () => {
    expect(isWhole(new Uint8Array(file))).toBe(true)
    expect(isWhole(new Uint8Array(Buffer.concat([file, Buffer.from('a moving picture')])))).toBe(true)
  })

  it('is not whole wherever it is cut', () => {
    const bytes = new Uint8Array(file)
    const cuts = Array.from({ length: 200 }, (_, at) => 8 + Math.floor(((bytes.length - 16) * at) / 200))
    for (const cut of [...cuts, bytes.length - 6]) expect(isWhole(bytes.slice(0, cut)), `at ${cut}`).toBe(false)
  })
})

it('leaves files of other kinds to their decoders', () => {
  expect(isWhole(new Uint8Array(heicStart()))).toBe(true)
})
