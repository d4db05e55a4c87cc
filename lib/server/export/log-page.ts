import { dayAndTime } from '../../shared/clock-time.ts'
import { escapeHtml } from './escape-html.ts'
import { logContents } from './log-contents.ts'
import { logEntries } from './log-entries.ts'
import { logHours } from './log-hours.ts'
import { logMasthead } from './log-masthead.ts'
import { proofInWords, proofLine, seal } from './log-proof.ts'
import type { CastLog, OnProgress } from './read-log.ts'
import { staticPage } from './static-page.ts'

/**
 * A cast as one page that opens from disk with no network and no script, oldest first by `capturedAt`. `now`, in
 * milliseconds, is when it is made.
 */
export async function logPage(log: CastLog, now: number, onProgress: OnProgress = () => {}): Promise<string> {
  const { cast, posts, check } = log
  const { timeZone, lang } = cast
  const hours = logHours(posts, timeZone)
  const { sealed, hash } = seal(posts.length === 0 ? NOTHING : await logEntries(hours, { timeZone, lang, onProgress }))
  const body = `${logMasthead(log, now)}${proofLine(check, hash)}${logContents(hours, cast)}<div id="posts">
${sealed}</div>
</main>
<footer class="colophon">
<p>Made ${dayAndTime(new Date(now).toISOString(), timeZone)} by PusherCast. Times are those of ${escapeHtml(timeZone)}.</p>
${cast.counts.photos > 0 ? PHOTOS_IN_WORDS : ''}${proofInWords(hash)}</footer>`
  return staticPage({ title: `${cast.title}, the log`, isUnlisted: cast.visibility === 'private', body })
}

const PHOTOS_IN_WORDS = '<p>Photos are told in words here. They stand on the pages of the cast.</p>\n'
const NOTHING = '<p class="nothing">Nothing has been posted.</p>\n'
