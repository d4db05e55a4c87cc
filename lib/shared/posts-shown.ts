import type { Counts } from './cast.ts'

/** How many posts readers see: all that were published without those that were taken back. */
export function postsShown({ posts, removed }: Counts): number {
  return posts - removed
}
