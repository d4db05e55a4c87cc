import type { Cast } from '../shared/cast.ts'
import { isRemoved } from '../shared/is-removed.ts'
import type { Post, PostState } from '../shared/post.ts'
import { renderText } from '../shared/render-text.ts'
import type { CastRecord, StoredPost, StoredState } from './store/store.ts'

/** A cast as readers get it: without its owner and its number. */
export function toCastView({ id, slug, createdAt, counts, settings }: CastRecord): Cast {
  return { id, slug, createdAt, counts, ...settings }
}

/** A post as readers get it, its text rendered. */
export function toPostView({ tip, said, ...post }: StoredPost): Post {
  return { ...post, html: renderText(post.text) }
}

/** The same for one that may have been removed. */
export function toStateView(post: StoredState): PostState {
  if (!isRemoved(post)) return toPostView(post)
  const { tip, ...left } = post
  return left
}
