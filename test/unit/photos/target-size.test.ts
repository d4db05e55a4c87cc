import { describe, expect, it } from 'vitest'
import { decodeWidth, isTooLarge, LONGEST, targetSize, turnedSize } from '../../../lib/client/photos/target-size.ts'

describe('the size of a photo as it goes up', () => {
  it.each([
    [
      { width: 4_032, height: 3_024 },
      { width: 2_560, height: 1_920 },
    ],
    [
      { width: 3_024, height: 4_032 },
      { width: 1_920, height: 2_560 },
    ],
    [
      { width: 2_560, height: 2_560 },
      { width: 2_560, height: 2_560 },
    ],
    [
      { width: 800, height: 600 },
      { width: 800, height: 600 },
    ],
    [
      { width: 20_000, height: 3 },
      { width: 2_560, height: 1 },
    ],
  ])('of %o is %o', (size, target) => {
    expect(targetSize(size, LONGEST)).toEqual(target)
  })

  it('can be had from the decoder as long as neither way up would make it larger', () => {
    expect(decodeWidth({ width: 8_064, height: 6_048 })).toBe(LONGEST)
    expect(decodeWidth({ width: 6_048, height: 8_064 })).toBe(LONGEST)
    expect(decodeWidth({ width: 16_000, height: 2_500 })).toBeNull()
    expect(decodeWidth({ width: LONGEST, height: LONGEST })).toBeNull()
  })

  it('is that of the file, turned as the decoded picture is', () => {
    const stored = { width: 4_032, height: 3_024 }
    expect(turnedSize(stored, { width: 2_560, height: 1_921 })).toEqual(stored)
    expect(turnedSize(stored, { width: 2_560, height: 3_414 })).toEqual({ width: 3_024, height: 4_032 })
    expect(turnedSize({ width: 90, height: 90 }, { width: 91, height: 90 })).toEqual({ width: 90, height: 90 })
  })

  it('is too large from 120 megapixels on, and with a side that the server refuses', () => {
    expect(isTooLarge({ width: 12_000, height: 9_000 })).toBe(false)
    expect(isTooLarge({ width: 16_320, height: 12_240 })).toBe(true)
    expect(isTooLarge({ width: 20_001, height: 1 })).toBe(true)
  })
})
