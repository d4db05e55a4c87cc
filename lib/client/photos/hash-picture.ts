import { rgbaToThumbHash } from 'thumbhash'
import type { Decoded, PhotoTools } from './photo-tools.ts'
import { targetSize } from './target-size.ts'

/** The thumbhash of a picture in base64; null where there is no memory for it. Source: https://evanw.github.io/thumbhash/ */
export function hashPicture(picture: Decoded, tools: PhotoTools): string | null {
  const size = targetSize(picture, HASH_LONGEST)
  const canvas = tools.openCanvas(size)
  if (canvas === null) return null
  try {
    canvas.draw(picture.source)
    return btoa(String.fromCharCode(...rgbaToThumbHash(size.width, size.height, canvas.pixels())))
  } finally {
    canvas.close()
  }
}

/** Pixels; more it does not take. */
const HASH_LONGEST = 100
