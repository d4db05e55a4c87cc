import type { PostsAnswer } from '../shared/change.ts'
import { PAGE_DEFAULT } from '../shared/limits.ts'
import type { CastRecord, Store } from './store/store.ts'
import { toPostView } from './views.ts'

/** A page of posts, newest first by `seq`. The rev is that of `cast`, read before the posts: a later change is told again. */
export async function readHistory(
  store: Store,
  cast: CastRecord,
  { before, limit = PAGE_DEFAULT }: { before?: number; limit?: number },
): Promise<PostsAnswer> {
  const found = await store.readPosts({ cast: cast.id, before, limit: limit + 1 })
  const posts = found.slice(0, limit)
  const next = found.length > limit ? (posts.at(-1)?.seq ?? null) : null
  return { ...cast.position, counts: cast.counts, posts: posts.map(toPostView), next }
}
