/**
 * Whether a JPEG, PNG or WebP file has its end: one that was cut off in a download has not, and browsers fill up the rest with grey. What
 * comes behind the end (a moving picture, a depth map) does not count. True for other files, whose decoders know.
 */
export function isWhole(file: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  try {
    if (view.getUint16(0) === JPEG_START) return hasEndOfJpeg(file, view)
    if (view.getUint32(0) === PNG_START) return hasEndOfPng(view)
    if (view.getUint32(0) === RIFF) return 8 + view.getUint32(4, true) <= file.length
    return true
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return false // it ends inside of a segment
  }
}

const JPEG_START = 0xffd8
const PNG_START = 0x89504e47
const RIFF = 0x52494646

/** From marker to marker: segments tell their length, what is coded between them does not. Source: ITU-T T.81, B.1. */
function hasEndOfJpeg(file: Uint8Array, view: DataView): boolean {
  let at = file.indexOf(0xff, 2)
  while (at !== -1) {
    const marker = view.getUint8(at + 1)
    if (marker === END) return true
    if (marker === 0xff) at += 1
    else at = file.indexOf(0xff, at + 2 + (isBare(marker) ? 0 : view.getUint16(at + 2)))
  }
  return false
}

const END = 0xd9

/** A stuffed byte of coded data (00), or a mark inside of it (01, D0 to D7). */
function isBare(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)
}

/** From chunk to chunk. Source: https://www.w3.org/TR/png-3/#5Chunk-layout */
function hasEndOfPng(view: DataView): boolean {
  let at = 8
  while (view.getUint32(at + 4) !== IEND) at += 12 + view.getUint32(at)
  return true
}

const IEND = 0x49454e44
