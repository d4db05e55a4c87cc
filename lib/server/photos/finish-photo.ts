import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import { dropBytes } from './drop-bytes.ts'
import type { RenderedPhoto, renderPhoto } from './render-photo.ts'
import { type SaidOfPhoto, saidOf, settleAsSaid, settlePhoto } from './settle-photo.ts'

/**
 * Makes a photo of what was uploaded, keeps its renditions, and attaches it to its post. Safe to run again after a crash anywhere in between,
 * and beside another process that does the same. `now` in milliseconds.
 */
export async function finishPhoto(store: Store, { id }: Pick<PhotoRecord, 'id'>, now: number): Promise<void> {
  const photo = await store.readPhoto(id) // as it is now: it may have waited for its turn
  if (photo?.state !== 'uploaded') return
  const said = await saidOf(store, photo)
  if (said !== null && (await isKept(store, photo, said))) return settleAsSaid(store, photo, { said, now })
  if (mustWait(photo, now)) return
  const upload = await readUpload(store, photo)
  if (upload !== null) return renderAndSettle(store, photo, { upload, now })
  const saidSince = await saidOf(store, photo) // another process may be at its last step
  if (saidSince === null) await dropBytes(store, photo, isoTime(now))
  else await settleAsSaid(store, photo, { said: saidSince, now })
}

/** What is not there can be made again of the upload: a copy of a database has one of the two. */
async function isKept(store: Store, { id }: PhotoRecord, said: SaidOfPhoto): Promise<boolean> {
  if (said.files === undefined) return true
  const sizes = await Promise.all(said.files.map(file => store.countBytes({ photo: id, file })))
  return sizes.every(size => size > 0)
}

async function renderAndSettle(
  store: Store,
  photo: PhotoRecord,
  { upload, now }: { upload: Uint8Array; now: number },
): Promise<void> {
  const rendered = await renderOnce(store, photo, { upload, now })
  if ('trouble' in rendered) return settlePhoto(store, photo, { outcome: rendered, now })
  const { width, height, files } = rendered
  for (const file of files) await keep(store, photo.id, file)
  await settlePhoto(store, photo, { outcome: { width, height }, now })
}

/** A photo that ends the process that renders it must not do so for ever: what was begun is counted until it has ended. */
async function renderOnce(
  store: Store,
  { id, state, tries }: PhotoRecord,
  { upload, now }: { upload: Uint8Array; now: number },
): ReturnType<typeof renderPhoto> {
  if (tries >= TRIES_MAX) return { trouble: 'unreadable' }
  const { renderPhoto } = await import('./render-photo.ts') // with its library, only where there are photos
  const move = { id, from: state, to: state, at: isoTime(now) }
  await store.movePhoto({ ...move, tries: tries + 1 })
  const rendered = await renderPhoto(upload)
  await store.movePhoto({ ...move, tries: 0 })
  return rendered
}

const TRIES_MAX = 5

/** Another process may be at it, or something else may end them: the second try is made at once, the others later and later. */
function mustWait({ tries, at }: PhotoRecord, now: number): boolean {
  return tries > 1 && now - Date.parse(at) < (tries - 1) * TRY_AGAIN_MS
}

const TRY_AGAIN_MS = 60_000

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

function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
