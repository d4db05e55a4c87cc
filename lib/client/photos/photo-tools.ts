import type { PhotoType } from './prepared-photo.ts'
import type { Size } from './target-size.ts'

/** What a browser offers to prepare photos with: in a worker, or in the page. */
export interface PhotoTools {
  /** The picture in `file`, upright, `width` pixels wide where that is given and can be. Null where the browser cannot read it. */
  decode(file: Blob, width: number | null): Promise<Decoded | null>
  /** Null where there is no memory for it. */
  openCanvas(size: Size): PhotoCanvas | null
}

/** A decoded picture and its size, upright; its memory is free again after `close`. */
export interface Decoded extends Size {
  source: CanvasImageSource
  close(): void
}

/** A surface of a size, white at first. */
export interface PhotoCanvas {
  /** Fills all of it with the picture. */
  draw(source: CanvasImageSource): void
  /** RGBA. */
  pixels(): Uint8ClampedArray
  /** Of another type where the browser does not know this one; null where there is no memory for it. */
  encode(type: PhotoType, quality: number): Promise<Blob | null>
  close(): void
}
