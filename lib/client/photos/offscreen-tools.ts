import { CONTEXT, drawOn } from './draw-on.ts'
import type { PhotoTools } from './photo-tools.ts'

/** Without a document, for a worker. Whether they work in this browser: `worksOffscreen`. */
export const offscreenTools: PhotoTools = {
  async decode(file, width) {
    const size: ImageBitmapOptions = width === null ? {} : { resizeWidth: width, resizeQuality: 'high' }
    try {
      const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image', ...size })
      return { source: bitmap, width: bitmap.width, height: bitmap.height, close: () => bitmap.close() }
    } catch {
      return null // each browser has an error of its own for this, and all of them mean the file
    }
  },
  openCanvas(size) {
    const canvas = new OffscreenCanvas(size.width, size.height)
    const context = canvas.getContext('2d', CONTEXT)
    if (context === null) return null
    return {
      ...drawOn(context, size),
      encode: (type, quality) => canvas.convertToBlob({ type, quality }).catch(() => null),
      close: () => {
        canvas.width = 0 // Safari keeps its memory until then
      },
    }
  },
}
