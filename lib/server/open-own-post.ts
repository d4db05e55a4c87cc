import { isRemoved } from '../shared/is-removed.ts'
import { Failure } from './failure.ts'
import type { Person, Store, StoredState } from './store/store.ts'

/** A post that its author wants to change; one that is removed belongs to nobody any more. Throws `post_missing`, `not_yours`. */
export async function openOwnPost(
  store: Store,
  { cast, id, author }: { cast: string; id: string; author: Person },
): Promise<StoredState> {
  const post = await store.readPost({ cast, id })
  if (post === null) throw new Failure('post_missing')
  if (!isRemoved(post) && post.author.id !== author.id) throw new Failure('not_yours')
  return post
}
