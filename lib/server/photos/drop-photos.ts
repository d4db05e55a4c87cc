import { PHOTOS_MAX } from '../../shared/limits.ts'
import type { Store } from '../store/store.ts'

/** Drops every byte of a post's photos: of one that is removed, nothing may be read any more. `at` in ISO 8601. */
export async function dropPhotos(
  store: Store,
  { cast, post, at }: { cast: string; post: string; at: string },
): Promise<void> {
  for (const { id, state } of await store.listPhotosOf({ cast, post, limit: PHOTOS_MAX })) {
    // In this order: nothing is added to a photo that is gone.
    if (state !== 'gone') await store.movePhoto({ id, from: state, to: 'gone', at, files: [] })
    await store.removeBytes({ photo: id })
  }
}
