import { setImmediate as otherWork } from 'node:timers/promises'
import { weekdayAndDay } from '../../shared/clock-time.ts'
import { counted } from '../../shared/counted.ts'
import { logEntry } from './log-entry.ts'
import { isSeveralDays, type LogHour } from './log-hours.ts'
import type { OnProgress } from './read-log.ts'

/** All posts of a log page, hour by hour. Made in pieces between which other requests have their turn. */
export async function logEntries(
  hours: LogHour[],
  { timeZone, lang, onProgress }: { timeZone: string; lang: string; onProgress: OnProgress },
): Promise<string> {
  const total = hours.reduce((sum, hour) => sum + hour.posts.length, 0)
  const pieces: string[] = []
  let done = 0
  for (const [index, hour] of hours.entries()) {
    const day = isSeveralDays(hours) ? [dayOf(hour, timeZone)] : []
    pieces.push(hourHead(hour, `hour-${index + 1}`, day))
    for (const post of hour.posts) {
      pieces.push(logEntry(post, { timeZone, lang }))
      done += 1
      onProgress(done, total)
      if (done % POSTS_AT_ONCE === 0) await otherWork()
    }
    pieces.push('</ol></section>\n')
  }
  return pieces.join('')
}

const POSTS_AT_ONCE = 50

function hourHead({ hour, offset, posts }: LogHour, id: string, day: string[]): string {
  const rest = [...day, ...(offset === null ? [] : [offset]), counted(posts.length, 'post')]
  const title = `<b>${hour}<span class="unseen">:00</span></b>${rest.map(words => ` <span>${words}</span>`).join('')}`
  // The role: Safari takes it from lists that have no marks. https://bugs.webkit.org/show_bug.cgi?id=170179
  return `<section class="hour" aria-labelledby="${id}"><h2 id="${id}">${title}</h2><ol role="list">\n`
}

function dayOf({ posts: [first] }: LogHour, timeZone: string): string {
  return first ? weekdayAndDay(first.capturedAt, timeZone) : ''
}
