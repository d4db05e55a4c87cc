import { isRemoved } from '../../shared/is-removed.ts'
import { PAGE_MAX } from '../../shared/limits.ts'
import type { Post } from '../../shared/post.ts'
import type { ReaderStart } from '../live/reader-event.ts'
import type { ReaderState } from '../live/reader-state.ts'

/** What a reader could begin with to be where this one is: its newest posts and its key moments, without a word of what was removed. */
export function toStart({ position, cast, castRev, posts, floor, completeAt }: ReaderState): ReaderStart {
  const standing = [...posts.values()].flatMap(post => (isRemoved(post) ? [] : [post])).sort((a, b) => b.seq - a.seq)
  const page = standing.filter(({ seq }) => seq >= (floor ?? 0)).slice(0, PAGE_MAX)
  const isCut = standing.some(({ seq }) => seq >= (floor ?? 0) && seq < lowest(page))
  return {
    cast: {
      ...position,
      rev: Math.max(position.rev, castRev),
      cast,
      pinned: null,
      keyMoments: standing.filter(({ key }) => key !== null),
    },
    page: { ...position, counts: cast.counts, posts: page, next: isCut ? lowest(page) : floor },
    at: completeAt,
  }
}

function lowest(page: Post[]): number {
  return page.at(-1)?.seq ?? 0
}
