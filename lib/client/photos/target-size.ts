import { PHOTO_SIDE } from '../../shared/limits.ts'

/** Pixels. */
export interface Size {
  width: number
  height: number
}

/** The longer side of a photo as it goes up, in pixels: that of the widest rendition. */
export const LONGEST = 2_560

/** As large as `longest` allows, in the same proportions, and never larger than it is. */
export function targetSize({ width, height }: Size, longest: number): Size {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * The width at which a picture can be decoded already, so that it never lies in memory in full; null where that would make it larger or
 * too small. `stored` is its size before it is turned: each of its sides may become the width, so both have to be long enough.
 */
export function decodeWidth(stored: Size): number | null {
  return Math.min(stored.width, stored.height) > LONGEST ? LONGEST : null
}

/** The size of a picture that lies as `upright` does: `stored` is that of its file, of which the header does not say how it is turned. */
export function turnedSize(stored: Size, upright: Size): Size {
  const isTurned = stored.width > stored.height !== upright.width > upright.height
  return isTurned ? { width: stored.height, height: stored.width } : stored
}

/** Whether a picture would need more memory than a phone has for a page: 120 megapixels are 480 MB. */
export function isTooLarge({ width, height }: Size): boolean {
  return Math.max(width, height) > PHOTO_SIDE || width * height > PIXELS_MAX
}

const PIXELS_MAX = 120_000_000
