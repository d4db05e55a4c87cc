import type { Cast } from '../../shared/cast.ts'
import { failures } from '../../shared/failures.ts'
import type { Answer } from '../live/read-answer.ts'
import { nextTry, type TryParts } from './next-try.ts'
import { nextEntry, type OutboxEntry, type StartCast } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

/**
 * What an answer to a start makes of its entry. Pure. A link that is taken by now becomes the one that the server suggests: a refusal says
 * that nothing was made, so it may change, and the posts behind it must not wait for a name.
 */
export function settleStart(
  entries: readonly OutboxEntry[],
  { key, answer }: { key: number; answer: Answer<{ cast: Cast }> },
  parts: TryParts,
): Change<void> {
  const entry = entries.find(each => each.key === key)
  if (entry?.ask.type !== 'start') return { value: undefined }
  return { put: [settle(entry, entry.ask, answer, parts)], value: undefined }
}

function settle(entry: OutboxEntry, ask: StartCast, answer: Answer<{ cast: Cast }>, parts: TryParts): OutboxEntry {
  const { now } = parts
  if (answer.kind === 'answer') {
    const named = { ...ask, cast: { ...ask.cast, slug: answer.body.cast.slug } }
    return { ...nextEntry(entry, { type: 'settled', rev: 0, at: now }), ask: named }
  }
  if (answer.kind === 'trouble') return nextEntry(entry, nextTry(entry, parts, 'unreachable'))
  const { code, suggestion, retryAfter, over } = answer.error
  if (code === 'slug_taken' && suggestion !== undefined) {
    const renamed = { ...ask, wanted: ask.wanted ?? ask.cast.slug, cast: { ...ask.cast, slug: suggestion } }
    return { ...nextEntry(entry, { type: 'unreachable', at: now, retryAt: now }), ask: renamed }
  }
  if (code === 'signed_out' || code === 'wrong_author') return nextEntry(entry, { type: 'signed out', code })
  const isFinal = Object.hasOwn(failures, code) && failures[code].retry === 'never'
  if (isFinal) return nextEntry(entry, { type: 'refused', because: { code, over } })
  return nextEntry(entry, nextTry(entry, parts, { retryAfter }))
}
