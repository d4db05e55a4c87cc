import type { Cast } from '../../shared/cast.ts'
import { dayAndTime } from '../../shared/clock-time.ts'
import { GRACE_MS } from '../../shared/limits.ts'

/** Whether a log can still grow: `grace` is the day after the end in which late posts are taken. */
export type LogStanding =
  | { is: 'open' }
  | { is: 'grace'; endedAt: string; until: string }
  | { is: 'closed'; endedAt: string }

/** `now` in milliseconds. */
export function logStanding({ endedAt }: Pick<Cast, 'endedAt'>, now: number): LogStanding {
  if (endedAt === null) return { is: 'open' }
  const until = Date.parse(endedAt) + GRACE_MS
  return now <= until ? { is: 'grace', endedAt, until: new Date(until).toISOString() } : { is: 'closed', endedAt }
}

/** `The log, closed Sunday 12 April 2026, 14:20` */
export function standingInWords(standing: LogStanding, { timeZone, now }: { timeZone: string; now: number }): string {
  if (standing.is !== 'open') return `The log, closed ${dayAndTime(standing.endedAt, timeZone)}`
  return `The log, still open: this is how it stood at ${dayAndTime(new Date(now).toISOString(), timeZone)}`
}
