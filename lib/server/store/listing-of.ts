import type { CastSettings } from '../../shared/cast.ts'

/** What the lists of casts are sorted by. */
export interface Listing {
  listed: boolean
  ended: boolean
  /** '' once a post exists, else the start, else '~' (after every date): as `castState` judges them. */
  liveFrom: string
}

/** `posts`: how many the cast has. */
export function listingOf({ visibility, endedAt, startsAt }: CastSettings, posts: number): Listing {
  return { listed: visibility === 'public', ended: endedAt !== null, liveFrom: posts > 0 ? '' : (startsAt ?? '~') }
}
