import type { NewPhoto } from '../../shared/photo.ts'
import { Failure } from '../failure.ts'
import type { Store } from '../store/store.ts'

/** Binds photos to the post that announces them. `at` in ISO 8601. Throws `photo_taken` for one that another post has, or that is named twice. */
export async function claimPhotos(
  store: Store,
  photos: readonly NewPhoto[],
  { cast, post, at }: { cast: string; post: string; at: string },
): Promise<void> {
  if (new Set(photos.map(({ id }) => id)).size < photos.length) throw new Failure('photo_taken')
  for (const { id, bytes } of photos) {
    const claimed = await store.claimPhoto({ id, cast, post, bytes, state: 'awaited', at, files: [], tries: 0 })
    if (claimed.cast !== cast || claimed.post !== post || claimed.bytes !== bytes) throw new Failure('photo_taken')
  }
}
