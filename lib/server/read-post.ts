import { Id } from '../shared/ids.ts'
import { isRemoved } from '../shared/is-removed.ts'
import type { Post } from '../shared/post.ts'
import { Failure } from './failure.ts'
import type { CastRecord, Store } from './store/store.ts'
import { toPostView } from './views.ts'

/** One post of a cast. Throws `not_found`. */
export async function readPost(store: Store, cast: CastRecord, id: string): Promise<Post> {
  const post = Id.safeParse(id).success ? await store.readPost({ cast: cast.id, id }) : null
  if (post === null || isRemoved(post)) throw new Failure('not_found')
  return toPostView(post)
}
