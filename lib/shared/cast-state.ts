import type { Cast } from './cast.ts'

export type CastState = 'scheduled' | 'live' | 'ended'

/** The announced start, once it has come (ISO 8601); nobody has written down when a cast without one began. `now` in milliseconds. */
export function startedAt({ startsAt }: Pick<Cast, 'startsAt'>, now: number): string | null {
  return startsAt !== null && Date.parse(startsAt) <= now ? startsAt : null
}

/** Worked out, never stored: posting into a scheduled cast makes it live. `now` in milliseconds. */
export function castState(cast: Pick<Cast, 'startsAt' | 'endedAt' | 'counts'>, now: number): CastState {
  if (cast.endedAt !== null) return 'ended'
  if (cast.counts.posts > 0) return 'live'
  return cast.startsAt !== null && Date.parse(cast.startsAt) <= now ? 'live' : 'scheduled'
}
