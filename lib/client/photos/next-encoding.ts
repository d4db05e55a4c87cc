import { LONGEST, type Size } from './target-size.ts'

/** One way to encode a picture. */
export interface Encoding {
  /** The longer side, in pixels. */
  longest: number
  /** 0 to 1, as canvases take it. */
  quality: number
}

export function firstEncoding({ width, height }: Size): Encoding {
  return { longest: Math.min(Math.max(width, height), LONGEST), quality: QUALITIES[0].quality }
}

/**
 * What to try after an encoding that came to `bytes`; null when that is good, or nothing more can be done. The next quality is the best that
 * should be enough, as each try costs a phone a second; behind the last quality the picture becomes smaller.
 */
export function nextEncoding({ longest, quality }: Encoding, bytes: number): Encoding | null {
  if (bytes <= BYTES_AIM) return null
  const lower = QUALITIES.filter(row => row.quality < quality)
  const last = lower.at(-1)
  if (last !== undefined) {
    const expected = (share: number) => (bytes * share) / shareOf(quality)
    return { longest, quality: (lower.find(({ share }) => expected(share) <= BYTES_AIM) ?? last).quality }
  }
  const smaller = Math.floor(longest * Math.min(Math.sqrt(BYTES_AIM / bytes), 0.9))
  return smaller < SHORTEST ? null : { longest: smaller, quality }
}

/** What goes up over a network of an event within a few seconds. */
const BYTES_AIM = 400_000
/** A picture of noise alone; what it comes to is taken. */
const SHORTEST = 640

/** `share`: how large a photo becomes beside the first quality, measured in Chromium's WebP; a JPEG may need one try more. */
const QUALITIES = [
  { quality: 0.82, share: 1 },
  { quality: 0.7, share: 0.63 },
  { quality: 0.55, share: 0.5 },
  { quality: 0.4, share: 0.38 },
] as const

function shareOf(quality: number): number {
  return QUALITIES.find(row => row.quality === quality)?.share ?? 1
}
