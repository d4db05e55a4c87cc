import { isRemoved } from '../shared/is-removed.ts'
import type { RemoveOp } from '../shared/op.ts'
import type { Said } from './append-change.ts'
import { openOwnPost } from './open-own-post.ts'
import { countKey } from './say-revise.ts'
import type { CastRecord, Person, Store, StoredState } from './store/store.ts'

/** What a `remove` adds to the log: that the post is gone, once more if it is gone already. Throws `post_missing`, `not_yours`. */
export async function sayRemove(
  store: Store,
  op: RemoveOp,
  { head, author }: { head: CastRecord; author: Person },
): Promise<Said> {
  const post = await openOwnPost(store, { cast: head.id, id: op.post.id, author })
  const { counts } = head
  return {
    kind: 'post',
    counts: {
      ...counts,
      removed: counts.removed + (isRemoved(post) ? 0 : 1),
      keyMoments: counts.keyMoments - countKey(post),
      photos: counts.photos - countPhotos(post),
    },
    post: { id: post.id, seq: post.seq, removed: true },
  }
}

/** How many photos of a post readers can see. */
function countPhotos(post: StoredState): number {
  return isRemoved(post) ? 0 : (post.media ?? []).filter(({ state }) => state === 'ready').length
}
