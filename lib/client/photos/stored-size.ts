import type { Size } from './target-size.ts'

/** What the header of a JPEG or PNG says of its size, before the picture is turned upright; null where `head`, its first bytes, does not say. */
export function storedSize(head: Uint8Array<ArrayBuffer>): Size | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    if (view.getUint16(0) === JPEG_START) return sizeInJpeg(view)
    if (view.getUint32(0) === PNG_START) return { width: view.getUint32(16), height: view.getUint32(20) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error // it ends before the place
  }
  return null
}

const JPEG_START = 0xffd8
const PNG_START = 0x89504e47

/** From segment to segment until the frame. Source: ITU-T T.81, B.1 and B.2.2. */
function sizeInJpeg(view: DataView): Size | null {
  let at = 2
  for (let marker = view.getUint16(at); marker > 0xff00; marker = view.getUint16(at)) {
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    at += marker === FILL ? 1 : 2 + view.getUint16(at + 2)
  }
  return null
}

const FILL = 0xffff

/** Tables of Huffman codes (C4), of arithmetic ones (CC) and an extension (C8) stand between the frames. */
function isFrame(marker: number): boolean {
  return marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)
}
