import { offscreenTools } from './offscreen-tools.ts'

/**
 * Whether this browser can prepare photos without a document, and turns them upright there: Safari and Firefox learned that late, and
 * unlike pages some still do not know `from-image`. https://bugs.webkit.org/show_bug.cgi?id=252927
 */
export async function worksOffscreen(): Promise<boolean> {
  if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined') return false
  const canvas = offscreenTools.openCanvas({ width: 1, height: 1 })
  canvas?.close()
  const turned = await offscreenTools.decode(new Blob([Uint8Array.from(atob(LYING), char => char.charCodeAt(0))]), null)
  turned?.close()
  return canvas !== null && turned?.width === 1 && turned.height === 2
}

/** A JPEG of two pixels side by side, to be turned by 90° (EXIF orientation 6): upright they stand one above the other. */
const LYING =
  '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z'
