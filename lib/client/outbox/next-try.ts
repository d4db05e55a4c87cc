import { retryDelay } from '../../shared/retry-delay.ts'
import type { EntryEvent, OutboxEntry } from './outbox-entry.ts'

export interface TryParts {
  /** Milliseconds. */
  now: number
  /** From 0 up to 1. */
  random: () => number
}

/**
 * When an entry is tried again. A server that says "later" is given time; where nobody of ours answered it may be any moment now, so it is
 * tried within a second: nothing else tells a page that its network is back. Source: README, Outbox.
 */
export function nextTry(
  entry: OutboxEntry,
  { now, random }: TryParts,
  why: 'unreachable' | { retryAfter: number | undefined },
): EntryEvent {
  const attempt = 1 + (entry.state === 'sending' ? entry.attempt : 0)
  const delay =
    why === 'unreachable'
      ? Math.min(retryDelay(attempt, random), REACH_MS * (0.5 + random() / 2))
      : retryDelay(attempt, random, why.retryAfter)
  const mustWait = why !== 'unreachable' && why.retryAfter !== undefined
  return { type: 'unreachable', at: now, retryAt: now + delay, ...(mustWait && { mustWait }) }
}

const REACH_MS = 800
