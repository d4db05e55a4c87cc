import { isRemoved } from '../../shared/is-removed.ts'
import type { Photo, PhotoTrouble } from '../../shared/photo.ts'
import type { Said } from '../append-change.ts'
import { Failure } from '../failure.ts'
import type { CastRecord, PhotoRecord, Store } from '../store/store.ts'

/** What became of a photo: the size of the picture that is there now, or why there is none. */
export type Outcome = { width: number; height: number } | { trouble: PhotoTrouble }

/**
 * What the server itself adds to the log when a photo has arrived, or never will. It is no second thought of the author's, so what they
 * say of the post next may still be based on what they saw. Throws `photo_done` when the post is gone.
 */
export async function sayPhoto(
  store: Store,
  { id, cast, post: postId }: PhotoRecord,
  { head, outcome }: { head: CastRecord; outcome: Outcome },
): Promise<Said> {
  const post = await store.readPost({ cast, id: postId })
  if (post === null || isRemoved(post) || !post.media) throw new Failure('photo_done')
  const { rev, tip, ...before } = post
  const media = post.media.map(photo => (photo.id === id ? settled(photo, outcome) : photo))
  const photos = head.counts.photos + ('trouble' in outcome ? 0 : 1)
  return { kind: 'post', counts: { ...head.counts, photos }, post: { ...before, media, said: before.said ?? rev } }
}

function settled(photo: Photo, outcome: Outcome): Photo {
  return 'trouble' in outcome
    ? { ...photo, state: 'refused', trouble: outcome.trouble }
    : { ...photo, state: 'ready', width: outcome.width, height: outcome.height }
}
