import type { Cast } from '../../shared/cast.ts'
import type { NewCast } from '../../shared/new-cast.ts'
import type { Op, OpsAnswer } from '../../shared/op.ts'
import type { Answer } from '../live/read-answer.ts'
import { type Batch, nextBatch } from './next-batch.ts'
import { nextEntry, type OutboxEntry } from './outbox-entry.ts'
import type { Change, OutboxStore } from './outbox-store.ts'
import { settleOps } from './settle-ops.ts'
import { settleStart } from './settle-start.ts'

export interface FlushParts {
  store: OutboxStore
  /** Sends 1 to 50 ops of one author. Never throws; told to stop, it answers `trouble`. */
  sendOps(batch: { cast: string; author: string; ops: Op[] }, stopped: AbortSignal): Promise<Answer<OpsAnswer>>
  /** Starts a cast, in the same way. */
  startCast(cast: NewCast, stopped: AbortSignal): Promise<Answer<{ cast: Cast }>>
  now(): number
  random(): number
  /** Told of every answer to ops, with the cast that they are of. */
  onAnswer(cast: string, answer: Answer<OpsAnswer>): void
}

/**
 * Sends what is due, batch after batch, until nothing is, or `stopped`. One at a time over all tabs and the worker (`flush-lock.ts`). What it
 * sends is written down before the request goes out, and leaves that state only by the answer: it may die at any await, and the next
 * one goes on.
 */
export async function flushOutbox(parts: FlushParts, stopped: AbortSignal): Promise<void> {
  const { store, now } = parts
  while (!stopped.aborted) {
    const batch = await store.update('open', entries => claim(entries, now()))
    if (batch === null) return
    await sendBatch(parts, batch, stopped)
  }
}

function claim(entries: readonly OutboxEntry[], now: number): Change<Batch | null> {
  const batch = nextBatch(entries, now)
  if (batch === null) return { value: null }
  const sent = batch.entries.map(entry => nextEntry(entry, { type: 'sent' }))
  return { put: sent, value: { ...batch, entries: sent } }
}

async function sendBatch(parts: FlushParts, batch: Batch, stopped: AbortSignal): Promise<void> {
  const { store, random, now } = parts
  const { person, cast, entries } = batch
  const [first] = entries
  if (first?.ask.type === 'start') {
    const answer = await parts.startCast(first.ask.cast, stopped)
    await store.update(batch, all => settleStart(all, { key: first.key, answer }, { now: now(), random }))
    return
  }
  const ops = entries.map(({ ask }) => ask as Op) // a start is a batch of its own
  const answer = await parts.sendOps({ cast, author: person, ops }, stopped)
  await store.update(batch, all => settleOps(all, { batch, answer }, { now: now(), random }))
  parts.onAnswer(cast, answer)
}
