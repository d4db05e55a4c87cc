import { LATE_MS } from './limits.ts'
import type { Post } from './post.ts'

/** True when both clocks are shown. */
export function isLate(post: Pick<Post, 'capturedAt' | 'receivedAt'>): boolean {
  return Date.parse(post.receivedAt) - Date.parse(post.capturedAt) > LATE_MS
}
