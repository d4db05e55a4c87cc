import type { Counts } from './cast.ts'

/** The counts of a cast in which nothing has happened yet. */
export const NO_COUNTS: Counts = { posts: 0, removed: 0, photos: 0, keyMoments: 0 }
