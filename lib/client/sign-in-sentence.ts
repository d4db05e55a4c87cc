import { clockTime } from '../shared/clock-time.ts'
import { failures } from '../shared/failures.ts'
import type { Answer } from './live/read-answer.ts'
import { ownTimeZone } from './own-time-zone.ts'

/** What a person reads when signing in did not work. `now` in milliseconds. */
export function signInSentence(answer: Exclude<Answer<unknown>, { kind: 'answer' }>, now: number): string {
  if (answer.kind === 'trouble') return 'The server did not answer. Check the connection and try again.'
  const { code, triesLeft, retryAfter } = answer.error
  if (code === 'wrong_passphrase') return failures[code].message + triesSentence(triesLeft)
  if (code === 'too_many') return `Too many tries. Try again ${againAt(now, retryAfter)}.`
  return failures[code].message
}

function triesSentence(left: number | undefined): string {
  if (left === undefined) return ''
  if (left === 0) return ' That was the last try for now; the next is in a minute.'
  return left === 1 ? ' 1 try left.' : ` ${left} tries left.`
}

/** Rounded up: at the minute that is named, it works. */
function againAt(now: number, retryAfter: number | undefined): string {
  if (retryAfter === undefined) return 'in a little while'
  const minute = Math.ceil((now + retryAfter * 1000) / MINUTE_MS) * MINUTE_MS
  return `at ${clockTime(new Date(minute).toISOString(), ownTimeZone())}`
}

const MINUTE_MS = 60_000
