import { rgbaToDataURL, thumbHashToRGBA } from 'thumbhash'

/**
 * What stands where a photo is to come: its thumbhash (base64) as a CSS image, a tiny PNG of some 400 characters which the browser
 * enlarges. Undefined for a hash that says nothing. Source: https://evanw.github.io/thumbhash/
 */
export function blurOf(thumbhash: string): string | undefined {
  const { w, h, rgba } = thumbHashToRGBA(bytesOf(thumbhash))
  if (w * h === 0) return undefined
  const [width, height] = [smaller(w), smaller(h)]
  const pixels: number[] = []
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = 4 * (middleOf(y, h, height) * w + middleOf(x, w, width))
      pixels.push(...rgba.subarray(at, at + 4))
    }
  }
  return `url(${rgbaToDataURL(width, height, pixels)})`
}

// A hash holds at most 7 waves across, so of its 32 pixels every fourth says it all.
const STEP = 4

function smaller(pixels: number): number {
  return Math.ceil(pixels / STEP)
}

function middleOf(at: number, from: number, to: number): number {
  return Math.floor(((at + 0.5) * from) / to)
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
}
