import { encodePicture } from './encode-picture.ts'
import { type FileKind, fileKind } from './file-kind.ts'
import { hashPicture } from './hash-picture.ts'
import { isWhole } from './is-whole.ts'
import type { Decoded, PhotoTools } from './photo-tools.ts'
import type { PhotoRefusal, Preparation, RefusedPhoto } from './prepared-photo.ts'
import { storedSize } from './stored-size.ts'
import { decodeWidth, isTooLarge, type Size, turnedSize } from './target-size.ts'

/** Prepares one file, in the worker or in the page. Rejects with the reason of `signal` when that aborts, and for nothing that is the file's fault. */
export async function preparePhoto(file: File, tools: PhotoTools, signal?: AbortSignal): Promise<Preparation> {
  const head = await read(file.slice(0, HEAD_BYTES))
  if (head === null) return refuse('unreadable')
  const kind = fileKind({ type: file.type, name: file.name, head })
  if (kind === 'video') return refuse('video')
  if (kind === 'other') return refuse('unreadable')
  const stored = storedSize(head)
  if (stored !== null && isTooLarge(stored)) return refuse('too_large')
  const whole = await read(file)
  if (whole === null || !isWhole(whole)) return refuse('unreadable')
  signal?.throwIfAborted()
  const picture = await tools.decode(file, stored && decodeWidth(stored))
  if (picture === null) return refuse(WHY_UNDECODED[kind])
  try {
    return isTooLarge(picture)
      ? refuse('too_large')
      : await finish({ ...picture, ...fullSize(picture, stored) }, tools, signal)
  } catch (error) {
    if (signal?.aborted || !isOutOfMemory(error)) throw error
    return refuse('too_large')
  } finally {
    picture.close()
  }
}

async function read(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    return null // moved or removed since it was picked, or in a cloud that does not answer
  }
}

/** Previews and colour profiles stand in front of the size. */
const HEAD_BYTES = 256 * 1024

const WHY_UNDECODED = { picture: 'unreadable', heic: 'heic' } as const satisfies Partial<Record<FileKind, PhotoRefusal>>

/** Decoders round the other side in their own ways when they are given a width. */
function fullSize(picture: Size, stored: Size | null): Size {
  return stored === null ? { width: picture.width, height: picture.height } : turnedSize(stored, picture)
}

async function finish(picture: Decoded, tools: PhotoTools, signal?: AbortSignal): Promise<Preparation> {
  const thumbhash = hashPicture(picture, tools)
  const encoded = await encodePicture(picture, tools, signal)
  if (encoded === null || thumbhash === null) return refuse('too_large')
  const { blob, type, width, height } = encoded
  return { kind: 'prepared', bytes: await blob.arrayBuffer(), type, width, height, thumbhash }
}

/** Drawing and reading pixels have no other reason to fail, as the picture is one of this page's own. */
function isOutOfMemory(error: unknown): boolean {
  return error instanceof DOMException || error instanceof RangeError
}

function refuse(why: PhotoRefusal): RefusedPhoto {
  return { kind: 'refused', why }
}
