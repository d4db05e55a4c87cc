import { isRemoved } from '../../shared/is-removed.ts'
import { OG_IMAGE, renditionName, renditionWidths } from '../../shared/rendition.ts'
import { type LogEntry, type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import type { RenderedPhoto, renderPhoto } from './render-photo.ts'
import { keepOrDrop, settlePhoto } from './settle-photo.ts'

/**
 * Makes a photo of what was uploaded, keeps its renditions, and attaches it to its post. Safe to run again after a crash anywhere in between,
 * and beside another process that does the same. `now` in milliseconds.
 */
export async function finishPhoto(store: Store, { id }: Pick<PhotoRecord, 'id'>, now: number): Promise<void> {
  const photo = await store.readPhoto(id) // as it is now: it may have waited for its turn
  if (photo?.state !== 'uploaded') return
  const said = await store.readEntryByOp({ cast: photo.cast, op: id })
  if (said !== null) return completeMove(store, photo, { said, now })
  const upload = await readUpload(store, photo)
  if (upload === null) return // another process has said it meanwhile
  const rendered = await renderOnce(store, photo, upload)
  if ('trouble' in rendered) return settlePhoto(store, photo, { outcome: rendered, now })
  const { width, height, files } = rendered
  for (const file of files) await keep(store, photo.id, file)
  await settlePhoto(store, photo, { outcome: { width, height }, files: files.map(({ name }) => name), now })
}

/** A photo that ends the process that renders it must not do so for ever: what was begun is counted until it has ended. */
async function renderOnce(
  store: Store,
  { id, state, at, tries }: PhotoRecord,
  upload: Uint8Array,
): ReturnType<typeof renderPhoto> {
  if (tries >= TRIES_MAX) return { trouble: 'unreadable' }
  const { renderPhoto } = await import('./render-photo.ts') // with its library, only where there are photos
  await store.movePhoto({ id, from: state, to: state, at, tries: tries + 1 })
  const rendered = await renderPhoto(upload)
  await store.movePhoto({ id, from: state, to: state, at, tries: 0 })
  return rendered
}

const TRIES_MAX = 3

/** It was said already; only its record and its bytes do not follow from it yet. */
async function completeMove(
  store: Store,
  photo: PhotoRecord,
  { said, now }: { said: LogEntry; now: number },
): Promise<void> {
  const media = said.kind === 'post' && !isRemoved(said.post) ? (said.post.media ?? []) : []
  const shown = media.find(({ id, state }) => id === photo.id && state === 'ready')
  await keepOrDrop(store, photo, { files: shown && filesOf(shown), now })
}

/** The names of what renderPhoto makes of a picture of that width. */
function filesOf({ width }: { width: number }): string[] {
  return [...renditionWidths(width).map(renditionName), OG_IMAGE.name]
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
