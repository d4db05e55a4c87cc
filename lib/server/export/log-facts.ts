import { fullDay, weekdayAndDay } from '../../shared/clock-time.ts'
import { counted } from '../../shared/counted.ts'
import type { CastLog } from './read-log.ts'

/** What is said of a cast in short, in the order in which it is shown. What is not known yet is left out. */
export function logFacts({ cast, posts }: CastLog): { name: string; value: string }[] {
  const first = posts[0]?.capturedAt ?? cast.startsAt ?? cast.createdAt
  const last = cast.endedAt ?? posts.at(-1)?.capturedAt ?? first
  const authors = [...new Set(posts.map(post => post.author.name))]
  return [
    { name: 'Date', value: daysInWords(first, last, cast.timeZone) },
    { name: 'Duration', value: durationInWords(Date.parse(last) - Date.parse(first)) },
    { name: 'Posts', value: String(posts.length) },
    { name: 'Photos', value: cast.counts.photos > 0 ? String(cast.counts.photos) : '' },
    { name: authors.length > 1 ? 'Authors' : 'Author', value: authors.join(', ') },
  ].filter(fact => fact.value !== '')
}

function daysInWords(first: string, last: string, timeZone: string): string {
  const [from, to] = [fullDay(first, timeZone), fullDay(last, timeZone)]
  if (from === to || last < first) return from
  const isOneYear = from.slice(-4) === to.slice(-4)
  return `${isOneYear ? weekdayAndDay(first, timeZone) : from} to ${to}`
}

/** `5 h 12 min`, `3 days 4 h`; empty for less than a minute. */
function durationInWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000)
  if (minutes < 1) return ''
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return two(hours, 'h', minutes % 60, 'min')
  return `${counted(Math.floor(hours / 24), 'day')}${hours % 24 > 0 ? ` ${hours % 24} h` : ''}`
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const parts = [large > 0 ? `${large} ${largeUnit}` : '', small > 0 ? `${small} ${smallUnit}` : '']
  return parts.filter(part => part !== '').join(' ')
}
