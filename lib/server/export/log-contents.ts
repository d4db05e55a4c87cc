import { clockTime, dayAndMonth } from '../../shared/clock-time.ts'
import { escapeHtml } from './escape-html.ts'
import { anchorOf } from './log-entry.ts'
import { isSeveralDays, type LogHour } from './log-hours.ts'
import { saidIn } from './said-in.ts'

/** The way to each key moment of a log page; empty when there is none. */
export function logContents(hours: LogHour[], { timeZone, lang }: { timeZone: string; lang: string }): string {
  const isLong = isSeveralDays(hours)
  const items: string[] = []
  for (const post of hours.flatMap(hour => hour.posts)) {
    if (post.key === null) continue
    const day = isLong ? `${dayAndMonth(post.capturedAt, timeZone)}, ` : ''
    const time = `<time datetime="${post.capturedAt}">${day}${clockTime(post.capturedAt, timeZone)}</time>`
    const title = `<span${saidIn(lang)}>${escapeHtml(post.key)}</span>`
    items.push(`<li><a href="#${anchorOf(post)}">${time} ${title}</a></li>\n`)
  }
  if (items.length === 0) return ''
  return `<nav class="contents${isLong ? ' days' : ''}" aria-labelledby="moments"><h2 id="moments">Key moments</h2>
<ol role="list">\n${items.join('')}</ol></nav>\n`
}
