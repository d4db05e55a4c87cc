import { describe, expect, it } from 'vitest'
import { type Encoding, firstEncoding, nextEncoding } from '../../../lib/client/photos/next-encoding.ts'

/** All encodings that are tried, with the last, for a picture whose file has `bytesOf` each. */
function tries(bytesOf: (encoding: Encoding) => number, picture = { width: 4_000, height: 3_000 }): Encoding[] {
  const tried = [firstEncoding(picture)]
  for (let next = tried[0] ?? null; next !== null; ) {
    next = nextEncoding(next, bytesOf(next))
    if (next !== null) tried.push(next)
  }
  return tried
}

/** A picture whose file has `bytes` at the best quality. */
const photo =
  (bytes: number) =>
  ({ longest, quality }: Encoding) =>
    bytes * (quality / 0.82) * (longest / 2_560) ** 2

describe('the next encoding', () => {
  it('is none where the first is small enough', () => {
    expect(tries(photo(400_000))).toEqual([{ longest: 2_560, quality: 0.82 }])
  })

  it('has the best quality that should be enough', () => {
    expect(tries(photo(450_000)).map(({ quality }) => quality)).toEqual([0.82, 0.7])
    expect(tries(photo(700_000)).map(({ quality }) => quality)).toEqual([0.82, 0.55, 0.4])
  })

  it('is smaller when no quality is enough, until it is', () => {
    const all = tries(photo(3_000_000))
    const last = all.at(-1) ?? firstEncoding({ width: 1, height: 1 })
    expect(photo(3_000_000)(last)).toBeLessThanOrEqual(400_000)
    expect(last).toMatchObject({ quality: 0.4 })
    expect(last.longest).toBeGreaterThan(1_200)
    expect(all.length).toBeLessThanOrEqual(4)
  })

  it('ends for a picture that cannot be made small', () => {
    const all = tries(() => 500_000)
    expect(all.at(-1)?.longest).toBeGreaterThanOrEqual(640)
    expect(all.length).toBeLessThan(20)
  })

  it('begins with the size of a picture that is small already', () => {
    expect(firstEncoding({ width: 300, height: 800 })).toEqual({ longest: 800, quality: 0.82 })
  })
})
