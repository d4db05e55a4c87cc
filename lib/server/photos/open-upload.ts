import { isRemoved } from '../../shared/is-removed.ts'
import { Failure } from '../failure.ts'
import type { CastRecord, Person, PhotoRecord, Store } from '../store/store.ts'

/**
 * The photo whose bytes somebody wants to send, who may write to `cast`. Throws `photo_unknown` before its post has announced it,
 * `not_allowed` when it is another cast's, `not_yours` when it is another author's, and `photo_done` when it is gone.
 */
export async function openUpload(
  store: Store,
  { id, cast, author }: { id: string; cast: CastRecord; author: Person },
): Promise<PhotoRecord> {
  const photo = await store.readPhoto(id)
  if (photo === null) throw new Failure('photo_unknown')
  if (photo.cast !== cast.id) throw new Failure('not_allowed')
  const post = await store.readPost({ cast: cast.id, id: photo.post })
  if (post === null) throw new Failure('photo_unknown') // claimed by a post that is not in the log yet
  if (isRemoved(post) || photo.state === 'gone') throw new Failure('photo_done')
  if (post.author.id !== author.id) throw new Failure('not_yours')
  return photo
}
