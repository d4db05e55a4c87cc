import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import type { RenderedPhoto } from './render-photo.ts'
import { settlePhoto } from './settle-photo.ts'

/** Makes a photo of what was uploaded, keeps its renditions, and attaches it to its post. Safe to run again after a crash anywhere in between. `now` in milliseconds. */
export async function finishPhoto(store: Store, photo: PhotoRecord, now: number): Promise<void> {
  const { renderPhoto } = await import('./render-photo.ts') // with its library, only where there are photos
  const rendered = await renderPhoto(await readUpload(store, photo))
  if ('trouble' in rendered) return settlePhoto(store, photo, { outcome: rendered, now })
  const { width, height, files } = rendered
  for (const file of files) await keep(store, photo.id, file)
  await settlePhoto(store, photo, { outcome: { width, height }, files: files.map(({ name }) => name), now })
}

async function readUpload(store: Store, { id, bytes }: PhotoRecord): Promise<Uint8Array> {
  const upload = new Uint8Array(bytes)
  for (let at = 0; at < bytes; ) {
    const part = await store.readBytes({ photo: id, file: UPLOAD, at })
    if (part === null) break // dropped meanwhile: what is left is no photo, and its post is gone
    upload.set(part.bytes, part.offset)
    at = part.offset + part.bytes.byteLength
  }
  return upload
}

/** Anew, as a crash may have left half of it. */
async function keep(store: Store, photo: string, { name, bytes }: RenderedPhoto['files'][number]): Promise<void> {
  const file = { photo, file: name }
  await store.removeBytes(file)
  for (let offset = 0; offset < bytes.byteLength; offset += PART_BYTES)
    await store.appendBytes({ ...file, offset, bytes: bytes.subarray(offset, offset + PART_BYTES) })
}

/** What is written, and read again, in one go. */
export const PART_BYTES = 256 * 1024
