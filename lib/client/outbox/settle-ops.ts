import type { OpsAnswer } from '../../shared/op.ts'
import type { Answer } from '../live/read-answer.ts'
import type { Batch } from './next-batch.ts'
import { nextTry, type TryParts } from './next-try.ts'
import { type EntryEvent, nextEntry, type OutboxEntry, postIdOf } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'
import { verdictOf } from './verdict-of.ts'

/**
 * What an answer to a batch makes of a cast's entries. Pure. Only what the answer speaks of is settled: whatever else came back
 * (no answer, a captive portal's page, a server in trouble) leaves every entry for another try.
 */
export function settleOps(
  entries: readonly OutboxEntry[],
  { batch, answer }: { batch: Batch; answer: Answer<OpsAnswer> },
  parts: TryParts,
): Change<void> {
  const sent = entries.filter(entry => batch.entries.some(({ key }) => key === entry.key))
  if (answer.kind === 'refused') {
    const { code } = answer.error
    if (sent.length > 1 && UNREADABLE.has(code))
      return { put: sent.map(entry => alone(entry, parts)), value: undefined }
    if (code === 'not_found' && entries.some(isStarted)) return { put: restartedAll(entries, parts), value: undefined }
  }
  const settled = sent.map(entry => settle(entry, answer, parts))
  const isLost =
    answer.kind === 'answer' && entries.some(entry => entry.state === 'confirmed' && entry.rev > answer.body.rev)
  const restarted = isLost ? entries.filter(entry => entry.state === 'confirmed').map(restart) : []
  return { ...withoutRemoved(entries, [...restarted, ...settled]), value: undefined }
}

/** One of them spoils the batch: each goes by itself, so that the others get through. */
const UNREADABLE = new Set<string>(['invalid', 'too_large'])

function alone(entry: OutboxEntry, { now }: TryParts): OutboxEntry {
  return { ...nextEntry(entry, { type: 'unreachable', at: now, retryAt: now }), isAlone: true }
}

function settle(entry: OutboxEntry, answer: Answer<OpsAnswer>, parts: TryParts): OutboxEntry {
  return nextEntry(entry, eventOf(entry, answer, parts))
}

function eventOf(entry: OutboxEntry, answer: Answer<OpsAnswer>, parts: TryParts): EntryEvent {
  const verdict = verdictOf(answer, entry.ask.op)
  switch (verdict.kind) {
    case 'settled':
      return { type: 'settled', rev: verdict.rev, at: parts.now }
    case 'sign in':
      return { type: 'signed out', code: verdict.code }
    case 'refused':
      // A post that is not there cannot be removed, and need not be.
      if (entry.ask.type === 'remove' && verdict.because.code === 'post_missing')
        return { type: 'settled', rev: 0, at: parts.now }
      return { type: 'refused', because: verdict.because }
    case 'later':
      return nextTry(entry, parts, answer.kind === 'trouble' ? 'unreachable' : { retryAfter: verdict.retryAfter })
    default:
      return verdict satisfies never
  }
}

/** The server knew this cast, and knows it no more: it was restored from a backup that is older than the cast. */
function isStarted(entry: OutboxEntry): boolean {
  return entry.ask.type === 'start' && entry.state === 'confirmed'
}

function restartedAll(entries: readonly OutboxEntry[], { now }: TryParts): OutboxEntry[] {
  return entries.map(entry =>
    entry.state === 'confirmed' ? restart(entry) : nextEntry(entry, { type: 'unreachable', at: now, retryAt: now }),
  )
}

function restart(entry: OutboxEntry): OutboxEntry {
  return nextEntry(entry, { type: 'log restarted' })
}

/** Of a post that the server has removed nothing stays but the removal itself. */
function withoutRemoved(entries: readonly OutboxEntry[], changed: OutboxEntry[]) {
  const removed = new Set(changed.filter(isRemovalDone).map(({ ask }) => postIdOf(ask)))
  const isGone = ({ ask, state }: OutboxEntry) =>
    ask.type !== 'remove' && state === 'confirmed' && removed.has(postIdOf(ask))
  const latest = new Map([...entries, ...changed].map(entry => [entry.key, entry]))
  return {
    put: changed.filter(entry => !isGone(entry)),
    remove: [...latest.values()].filter(isGone).map(({ key }) => key),
  }
}

function isRemovalDone({ ask, state }: OutboxEntry): boolean {
  return ask.type === 'remove' && state === 'confirmed'
}
