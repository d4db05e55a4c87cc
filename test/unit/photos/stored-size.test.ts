import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { storedSize } from '../../../lib/client/photos/stored-size.ts'
import { ORIENTATIONS, QUADRANTS, quadrantsOf, quadrantsPhoto } from '../../support/test-photos.ts'

const bytes = (buffer: Buffer) => new Uint8Array(buffer)

describe('the size that a header tells', () => {
  it('is that of the stored picture, before it is turned', async () => {
    const lying = await quadrantsPhoto({ width: 60, height: 90, orientation: 6 })
    expect(storedSize(bytes(lying))).toEqual({ width: 90, height: 60 })
  })

  it('is found in progressive JPEGs and in PNGs', async () => {
    const picture = sharp({ create: { width: 300, height: 20, channels: 3, background: 'red' } })
    const size = { width: 300, height: 20 }
    expect(storedSize(bytes(await picture.clone().jpeg({ progressive: true }).toBuffer()))).toEqual(size)
    expect(storedSize(bytes(await picture.clone().png().toBuffer()))).toEqual(size)
  })

  it('is not known of other files, and of those that end before it', async () => {
    const jpeg = bytes(await quadrantsPhoto({ width: 60, height: 90 }))
    for (let length = 0; length < 120; length++) expect(storedSize(jpeg.slice(0, length))).toBeNull()
    expect(storedSize(new TextEncoder().encode('Not a photo at all'))).toBeNull()
  })
})

it.each(ORIENTATIONS)('a test photo with orientation %i is upright for whoever obeys it', async orientation => {
  const photo = await quadrantsPhoto({ width: 60, height: 90, orientation })
  const upright = await sharp(photo).autoOrient().png().toBuffer()
  expect(await sharp(upright).metadata()).toMatchObject({ width: 60, height: 90 })
  for (const [place, colour] of (await quadrantsOf(upright)).entries()) {
    for (const [channel, value] of colour.entries()) {
      expect(Math.abs(value - (QUADRANTS[place]?.[channel] ?? 0)), `quadrant ${place}`).toBeLessThan(12)
    }
  }
})
