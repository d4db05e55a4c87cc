import { OPS_MAX } from '../../shared/limits.ts'
import { type OutboxEntry, type Owner, postIdOf } from './outbox-entry.ts'

/** What goes out in one request: one cast's start, or ops of one cast in their order. */
export interface Batch extends Owner {
  entries: OutboxEntry[]
}

/** Well below what the server takes, as it should fit through a bad network in one go. Bytes of JSON in UTF-8. */
const BATCH_BYTES = 200_000

/**
 * The batch that is due, the oldest cast first; null when nothing is. `entries` ascend by key, and nobody else may be sending: one
 * that says `sending` was left behind. Order is kept per cast: nothing goes as long as the first may not. What waits after a failure goes
 * along with what is in front of it, as one network is behind all of it; a time that somebody named is kept. Only what waits for a person is
 * passed over, with what follows on the same post.
 */
export function nextBatch(entries: readonly OutboxEntry[], now: number): Batch | null {
  for (const group of byCast(entries)) {
    const due = duePart(group, now)
    const [first] = due
    if (first) return { person: first.person, cast: first.cast, entries: due }
  }
  return null
}

/** Milliseconds until something is due by itself; null when nothing will be. */
export function dueIn(entries: readonly OutboxEntry[], now: number): number | null {
  const waits = byCast(entries).flatMap(group => {
    const [next] = sendable(group)
    return next ? [waitOf(next, now)] : []
  })
  return waits.length === 0 ? null : Math.min(...waits)
}

function byCast(entries: readonly OutboxEntry[]): OutboxEntry[][] {
  const groups = new Map<string, OutboxEntry[]>()
  for (const entry of entries) {
    const name = `${entry.person} ${entry.cast}`
    groups.set(name, [...(groups.get(name) ?? []), entry])
  }
  return [...groups.values()]
}

function duePart(group: OutboxEntry[], now: number): OutboxEntry[] {
  const due: OutboxEntry[] = []
  let bytes = 0
  for (const entry of sendable(group)) {
    bytes += bytesOf(entry)
    const isFull = due.length === OPS_MAX || (due.length > 0 && bytes > BATCH_BYTES)
    const goesAlone = entry.ask.type === 'start' || entry.isAlone === true
    const isFirst = due.length === 0
    if (!isDue(entry, isFirst, now) || isFull || (goesAlone && !isFirst)) break
    due.push(entry)
    if (goesAlone) break
  }
  return due
}

function isDue(entry: OutboxEntry, isFirst: boolean, now: number): boolean {
  const mayGoAlong = !isFirst && !(entry.state === 'queued' && entry.mustWait)
  return mayGoAlong || waitOf(entry, now) === 0
}

/** What may go as soon as it is due, in order. */
function sendable(group: OutboxEntry[]): OutboxEntry[] {
  const heldPosts = new Set<string>()
  const found: OutboxEntry[] = []
  for (const entry of group) {
    const post = postIdOf(entry.ask)
    if (entry.state === 'held') {
      // Without a session or without its cast nothing may go, or it would go in front of what waits here.
      if (entry.because.reason === 'signed_out' || entry.ask.type === 'start') break
      if (post !== null) heldPosts.add(post)
    } else if (entry.state !== 'confirmed' && (post === null || !heldPosts.has(post))) {
      found.push(entry)
    }
  }
  return found
}

function waitOf(entry: OutboxEntry, now: number): number {
  if (entry.state !== 'queued' || now < entry.since) return 0
  return Math.max(entry.notBefore - now, 0)
}

function bytesOf({ ask }: OutboxEntry): number {
  return new TextEncoder().encode(JSON.stringify(ask)).length
}
