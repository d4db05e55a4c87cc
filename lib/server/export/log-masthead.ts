import { dayAndTime } from '../../shared/clock-time.ts'
import { escapeHtml } from './escape-html.ts'
import { logFacts } from './log-facts.ts'
import { logStanding, standingInWords } from './log-standing.ts'
import type { CastLog } from './read-log.ts'
import { saidIn } from './said-in.ts'

/** What stands on top of a log page, from the way past it to the facts; `<main>` is left open. */
export function logMasthead(log: CastLog, now: number): string {
  const { title, summary, lang, timeZone } = log.cast
  const standing = logStanding(log.cast, now)
  const about = summary && `<p class="about"${saidIn(lang)}>${escapeHtml(summary)}</p>\n`
  const late =
    standing.is === 'grace'
      ? `<p class="notice">Late posts may still arrive, until ${dayAndTime(standing.until, timeZone)}.</p>\n`
      : ''
  return `<a class="skip" href="#posts">Skip to the posts</a>
<header class="kicker"><span class="wordmark">PusherCast</span> <span>${standingInWords(standing, { timeZone, now })}</span></header>
<main>
<h1${saidIn(lang)}>${escapeHtml(title)}</h1>
${about}${late}<dl class="facts">
${logFacts(log).map(factOf).join('')}</dl>
`
}

function factOf({ name, value }: { name: string; value: string }): string {
  return `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>\n`
}
