import { isRemoved } from '../../shared/is-removed.ts'
import { PHOTOS_PER_CAST } from '../../shared/limits.ts'
import { Failure } from '../failure.ts'
import type { CastRecord, Person, PhotoRecord, Store } from '../store/store.ts'
import { isGone } from './drop-bytes.ts'
import { settlePhoto } from './settle-photo.ts'

/**
 * The photo whose bytes somebody wants to send, who may write to `cast`. Throws `photo_unknown` before its post has announced it,
 * `not_allowed` when it is another cast's, `not_yours` when it is another author's, and `photo_done` when it is gone: also by this, where its cast
 * has as many as one takes, which is said on its post. `now` in milliseconds.
 */
export async function openUpload(
  store: Store,
  { id, cast, author, now }: { id: string; cast: CastRecord; author: Person; now: number },
): Promise<PhotoRecord> {
  const photo = await store.readPhoto(id)
  if (photo === null) throw new Failure('photo_unknown')
  if (photo.cast !== cast.id) throw new Failure('not_allowed')
  const post = await store.readPost({ cast: cast.id, id: photo.post })
  if (post === null) throw new Failure('photo_unknown') // claimed by a post that is not in the log yet
  if (isRemoved(post) || isGone(photo)) throw new Failure('photo_done')
  if (post.author.id !== author.id) throw new Failure('not_yours')
  if (photo.state !== 'awaited' || cast.counts.photos < PHOTOS_PER_CAST) return photo
  await settlePhoto(store, photo, { outcome: { trouble: 'cast_full' }, now })
  throw new Failure('photo_done')
}
