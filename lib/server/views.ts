import type { Cast } from '../shared/cast.ts'
import type { Post } from '../shared/post.ts'
import { renderText } from '../shared/render-text.ts'
import type { CastRecord, StoredPost } from './store/store.ts'

/** A cast as readers get it: without its owner and its number. */
export function toCastView({ id, slug, createdAt, counts, settings }: CastRecord): Cast {
  return { id, slug, createdAt, counts, ...settings }
}

/** A post as readers get it, its text rendered. */
export function toPostView({ tip, ...post }: StoredPost): Post {
  return { ...post, html: renderText(post.text) }
}
