import { CONTEXT, drawOn } from './draw-on.ts'
import type { PhotoTools } from './photo-tools.ts'

/** With the document's own elements, for browsers whose workers cannot. Every browser since 2020 turns what stands in an `<img>`. */
export const pageTools: PhotoTools = {
  async decode(file) {
    const url = URL.createObjectURL(file)
    const image = new Image()
    const close = () => {
      image.removeAttribute('src')
      URL.revokeObjectURL(url)
    }
    image.src = url
    try {
      await image.decode()
    } catch {
      close()
      return null // as above in offscreen-tools.ts: the file
    }
    return { source: image, width: image.naturalWidth, height: image.naturalHeight, close }
  },
  openCanvas(size) {
    const canvas = document.createElement('canvas')
    canvas.width = size.width
    canvas.height = size.height
    const context = canvas.getContext('2d', CONTEXT)
    if (context === null) return null
    return {
      ...drawOn(context, size),
      encode: (type, quality) => new Promise(resolve => canvas.toBlob(resolve, type, quality)),
      close: () => {
        canvas.width = 0 // Safari keeps its memory until then
      },
    }
  },
}
