import { isRemoved } from '../../shared/is-removed.ts'
import type { Post, PostState } from '../../shared/post.ts'
import type { ReaderState } from './reader-state.ts'

type Known = Pick<ReaderState, 'posts' | 'floor'>

/**
 * The posts of the page, newest first, up to the `seq` `upTo`: without those that lie below the last page loaded. Of a post that was
 * removed while the page was open it is said that it is gone.
 */
export function shownPosts({ posts, floor }: Known, upTo: number): PostState[] {
  return newestFirst(posts, post => post.seq >= (floor ?? 0) && post.seq <= upTo)
}

/** Key moments up to the `seq` `upTo`, newest first; they are known from the start of the cast on. */
export function shownKeyMoments({ posts }: Known, upTo: number): KeyMoment[] {
  return newestFirst(posts, post => post.seq <= upTo).filter(isKeyMoment)
}

/** How many posts wait above `upTo`. */
export function countWaiting({ posts }: Known, upTo: number): number {
  return [...posts.values()].filter(post => post.seq > upTo && !isRemoved(post)).length
}

/** The newest `seq` known; 0 without posts. */
export function newestSeq({ posts }: Known): number {
  return [...posts.values()].reduce((newest, post) => Math.max(newest, post.seq), 0)
}

export type KeyMoment = Post & { key: string }

function isKeyMoment(post: PostState): post is KeyMoment {
  return !isRemoved(post) && post.key !== null
}

function newestFirst(posts: ReadonlyMap<string, PostState>, isWanted: (post: PostState) => boolean): PostState[] {
  return [...posts.values()].filter(isWanted).sort((a, b) => b.seq - a.seq)
}
