import { createHash } from 'node:crypto'
import { escapeHtml } from './escape-html.ts'
import { checkInWords, isWhole, type LogCheck } from './log-check.ts'

/**
 * Puts the posts of a log page between two lines that nothing a person wrote can look like, so that one line of shell cuts
 * out of the file what its hash is of.
 */
export function seal(entries: string): { sealed: string; hash: string } {
  const sealed = `${FIRST_LINE}\n${entries}${LAST_LINE}\n`
  return { sealed, hash: createHash('sha256').update(sealed).digest('hex') }
}

const FIRST_LINE = '<!--log-->'
const LAST_LINE = '<!--/log-->'

/** Prints the hash of a page in the file `index.html`. */
const CHECKING = `sed -n '/^<!--log-->$/,/^<!--\\/log-->$/p' index.html | sha256sum`

/** `142 of 142 posts, no gaps` with the hash in short. */
export function proofLine(check: LogCheck, hash: string): string {
  const fours = hash.match(/.{4}/g) ?? []
  const look = isWhole(check) ? { name: 'check', drawing: SHIELD } : { name: 'check broken', drawing: ALERT }
  return `<p class="${look.name}"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="${look.drawing}"/></svg>
<b>${checkInWords(check)}</b> <code>sha256 ${fours.slice(0, 4).join(' ')} … ${fours.at(-1)}</code></p>\n`
}

const SHIELD = 'M12 3 4.8 5.8v5.4c0 4.6 3 8 7.2 9.8 4.2-1.8 7.2-5.2 7.2-9.8V5.8zm-3.3 9 2.4 2.4 4.3-4.6'
const ALERT = 'M12 4 2.8 19.8h18.4zM12 10v4.5M12 17.2h.01'

/** What that line means, and how anybody can repeat it. */
export function proofInWords(hash: string): string {
  return `<p>“No gaps” means that the log has every change from the first to the last, and that every post of it stands here.</p>
<p>The sha256 is that of the lines of this file from ${escapeHtml(FIRST_LINE)} to ${escapeHtml(LAST_LINE)}, <code>${hash}</code>.
To compare: <code>${escapeHtml(CHECKING)}</code></p>\n`
}
