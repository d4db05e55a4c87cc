import type { PhotoCanvas } from './photo-tools.ts'
import type { Size } from './target-size.ts'

/** How every canvas of photos is opened: opaque, as JPEG has no transparency, and in main memory, where it survives a page in the background. */
export const CONTEXT: CanvasRenderingContext2DSettings = { alpha: false, willReadFrequently: true }

/** Drawing and reading are the same on both kinds of canvas. */
export function drawOn(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  { width, height }: Size,
): Pick<PhotoCanvas, 'draw' | 'pixels'> {
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  return {
    draw: source => context.drawImage(source, 0, 0, width, height),
    pixels: () => context.getImageData(0, 0, width, height).data,
  }
}
