import type { Post } from '../../shared/post.ts'
import type { ReaderState } from './reader-state.ts'

type Known = Pick<ReaderState, 'posts' | 'floor'>

/** The posts of the page, newest first, up to the `seq` `upTo`: without those that lie below the last page loaded. */
export function shownPosts({ posts, floor }: Known, upTo: number): Post[] {
  return newestFirst(posts, post => post.seq >= (floor ?? 0) && post.seq <= upTo)
}

/** Key moments up to the `seq` `upTo`, newest first; they are known from the start of the cast on. */
export function shownKeyMoments({ posts }: Known, upTo: number): KeyMoment[] {
  return newestFirst(posts, post => post.seq <= upTo).filter(isKeyMoment)
}

/** How many posts wait above `upTo`. */
export function countWaiting({ posts }: Known, upTo: number): number {
  return [...posts.values()].filter(post => post.seq > upTo).length
}

/** The newest `seq` known; 0 without posts. */
export function newestSeq({ posts }: Known): number {
  return [...posts.values()].reduce((newest, post) => Math.max(newest, post.seq), 0)
}

export type KeyMoment = Post & { key: string }

function isKeyMoment(post: Post): post is KeyMoment {
  return post.key !== null
}

function newestFirst(posts: ReadonlyMap<string, Post>, isWanted: (post: Post) => boolean): Post[] {
  return [...posts.values()].filter(isWanted).sort((a, b) => b.seq - a.seq)
}
