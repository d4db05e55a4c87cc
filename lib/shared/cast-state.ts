import type { Cast } from './cast.ts'

export type CastState = 'scheduled' | 'live' | 'ended'

/** Worked out, never stored: posting into a scheduled cast makes it live. `now` in milliseconds. */
export function castState(cast: Pick<Cast, 'startsAt' | 'endedAt' | 'counts'>, now: number): CastState {
  if (cast.endedAt !== null) return 'ended'
  if (cast.counts.posts > 0) return 'live'
  return cast.startsAt !== null && Date.parse(cast.startsAt) <= now ? 'live' : 'scheduled'
}
