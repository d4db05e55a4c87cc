import { PHOTOS_MAX } from '../../shared/limits.ts'
import type { Store } from '../store/store.ts'
import { dropBytes } from './drop-bytes.ts'

/** Drops every byte of a post's photos: of one that is removed, nothing may be read any more. `at` in ISO 8601. */
export async function dropPhotos(
  store: Store,
  { cast, post, at }: { cast: string; post: string; at: string },
): Promise<void> {
  for (const { id } of await store.listPhotosOf({ cast, post, limit: PHOTOS_MAX })) await drop(store, id, at)
}

/** Whoever has moved it meanwhile did so from the state before. */
async function drop(store: Store, id: string, at: string): Promise<void> {
  for (let photo = await store.readPhoto(id); photo; photo = await store.readPhoto(id)) {
    await dropBytes(store, photo, at)
    if (photo.state === 'gone') return
  }
}
