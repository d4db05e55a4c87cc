import { isRemoved } from '../../shared/is-removed.ts'
import { OG_IMAGE, renditionName, renditionWidths } from '../../shared/rendition.ts'
import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import type { RenderedPhoto } from './render-photo.ts'
import { settlePhoto } from './settle-photo.ts'

/**
 * Makes a photo of what was uploaded, keeps its renditions, and attaches it to its post. Safe to run again after a crash anywhere in between,
 * and beside another process that does the same. `now` in milliseconds.
 */
export async function finishPhoto(store: Store, { id }: Pick<PhotoRecord, 'id'>, now: number): Promise<void> {
  const photo = await store.readPhoto(id) // as it is now: it may have waited for its turn
  if (photo?.state !== 'uploaded') return
  const upload = await readUpload(store, photo)
  if (upload === null) return completeMove(store, photo, now)
  const { renderPhoto } = await import('./render-photo.ts') // with its library, only where there are photos
  const rendered = await renderPhoto(upload)
  if ('trouble' in rendered) return settlePhoto(store, photo, { outcome: rendered, now })
  const { width, height, files } = rendered
  for (const file of files) await keep(store, photo.id, file)
  await settlePhoto(store, photo, { outcome: { width, height }, files: files.map(({ name }) => name), now })
}

/** It was said already, and its upload dropped; only its record does not say so yet. */
async function completeMove(store: Store, { id, cast, state }: PhotoRecord, now: number): Promise<void> {
  const entry = await store.readEntryByOp({ cast, op: id })
  const said =
    entry?.kind === 'post' && !isRemoved(entry.post) ? entry.post.media?.find(one => one.id === id) : undefined
  const files = said?.state === 'ready' ? [...renditionWidths(said.width).map(renditionName), OG_IMAGE.name] : []
  const to = files.length > 0 ? 'ready' : 'gone'
  await store.movePhoto({ id, from: state, to, at: new Date(now).toISOString(), files })
}

/** Null when there is nothing any more. */
async function readUpload(store: Store, { id }: PhotoRecord): Promise<Uint8Array | null> {
  const file = { photo: id, file: UPLOAD }
  const upload = new Uint8Array(await store.countBytes(file))
  for (let at = 0; at < upload.byteLength; ) {
    const part = await store.readBytes({ ...file, at })
    if (part === null) return null
    upload.set(part.bytes, part.offset)
    at = part.offset + part.bytes.byteLength
  }
  return upload.byteLength === 0 ? null : upload
}

/** What a crash has left of it is gone on with: the same picture gives the same bytes. Whoever else does the same at a time writes the same. */
async function keep(store: Store, photo: string, { name, bytes }: RenderedPhoto['files'][number]): Promise<void> {
  const file = { photo, file: name }
  for (let offset = await store.countBytes(file); offset < bytes.byteLength; offset += PART_BYTES)
    await store.appendBytes({ ...file, offset, bytes: bytes.subarray(offset, offset + PART_BYTES) })
}

/** What is written, and read again, in one go. */
export const PART_BYTES = 256 * 1024
