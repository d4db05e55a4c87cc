import type { StoredPost } from '../store/store.ts'

/** What was written within one hour of the cast's clock. */
export interface LogHour {
  /** `2026-06-13` */
  day: string
  /** `09` */
  hour: string
  /** `GMT+2`; null unless the clocks went back and the same hour came twice. */
  offset: string | null
  posts: StoredPost[]
}

/** Puts posts, in the order of `capturedAt`, under the hours of a time zone. Hours in which nothing was written are left out. */
export function logHours(posts: StoredPost[], timeZone: string): LogHour[] {
  const clock = hourClock(timeZone)
  const hours: LogHour[] = []
  for (const post of posts) {
    const at = clock(post.capturedAt)
    const last = hours.at(-1)
    if (last && isSameHour(last, at) && last.offset === at.offset) last.posts.push(post)
    else hours.push({ ...at, posts: [post] })
  }
  return hours.map((hour, index) => {
    const isTwice = [hours[index - 1], hours[index + 1]].some(other => other && isSameHour(hour, other))
    return isTwice ? hour : { ...hour, offset: null }
  })
}

export function isSeveralDays(hours: LogHour[]): boolean {
  return hours[0]?.day !== hours.at(-1)?.day
}

type Hour = Pick<LogHour, 'day' | 'hour'>

function isSameHour(one: Hour, other: Hour): boolean {
  return one.day === other.day && one.hour === other.hour
}

function hourClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'shortOffset',
  })
  return (at: string) => {
    const parts = new Map(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
    const day = `${part('year')}-${part('month')}-${part('day')}`
    return { day, hour: part('hour'), offset: part('timeZoneName') }
  }
}
