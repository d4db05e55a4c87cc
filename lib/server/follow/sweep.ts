import type { Logger } from 'pino'
import type { Head, Store } from '../store/store.ts'

export interface SweepParts {
  store: Store
  log: Logger
  /** Milliseconds. */
  now: () => number
  /** Must not throw. */
  follow: (cast: string) => Promise<Followed>
  /** Since when the Channels host has not answered; Infinity while it does. Milliseconds. */
  failingSince: () => number
  /** Called for every cast before it is followed for the first time. */
  begin: (head: Head) => Promise<void>
}

/** How far a cast's followers got: to its head, or not, as one failed or the Channels host is left alone for a while. */
export type Followed = 'done' | 'failed' | 'resting'

/** Walks all casts once, in pages, then every two seconds those that changed in the last hour: whatever a crash left behind is finished. */
export function sweeper(parts: SweepParts): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const stopped = new AbortController()
  const settled = settler(parts)
  const run = async (round: Round) => {
    const next = await settled(round, stopped.signal)
    if (!stopped.signal.aborted) timer = setTimeout(() => (running = run(next)), SWEEP_MS).unref()
  }
  return {
    start() {
      running = run(walkFrom(undefined))
    },
    async stop() {
      stopped.abort()
      clearTimeout(timer)
      await running
    },
  }
}

/** Resolves with the round that comes next. */
type Round = (parts: SweepParts, stopped: AbortSignal) => Promise<Round>

/** A round that did not get through is run again. The log hears of the first that did not, and of the next that did. */
function settler(parts: SweepParts): (round: Round, stopped: AbortSignal) => Promise<Round> {
  let isFailing = false
  return async (round, stopped) => {
    try {
      const next = await round(parts, stopped)
      if (isFailing) parts.log.info('sweeps get through again')
      isFailing = false
      return next
    } catch (error) {
      if (!isFailing) parts.log.warn({ err: error }, 'a sweep stopped; it is tried again every two seconds')
      isFailing = true
      return round
    }
  }
}

const SWEEP_MS = 2_000
export const SWEPT_BACK_MS = 60 * 60 * 1000
const HEADS_A_PAGE = 100
const NEVER = Number.POSITIVE_INFINITY

/** Goes on at the same cast while the Channels host is left alone: what it has not heard of it must hear later. */
function walkFrom(start: string | undefined): Round {
  let after = start
  return async ({ store, begin, follow }, stopped) => {
    for await (const head of headsAfter(store, after)) {
      await begin(head)
      if ((await follow(head.cast)) === 'resting') return walkFrom(after)
      after = head.cast
      if (stopped.aborted) break
    }
    return sweepBack(NEVER)
  }
}

/** Looks back an hour, or to what the Channels host has `missed` since. Milliseconds. */
function sweepBack(missed: number): Round {
  return async ({ store, now, failingSince, follow }) => {
    const missing = Math.min(missed, failingSince())
    const since = new Date(Math.min(now() - SWEPT_BACK_MS, missing)).toISOString()
    // Not one after the other: a cast whose follower hangs must not hold the rest. `follow` answers for its own failures.
    for (const cast of await store.listChangedSince(since)) void follow(cast)
    return sweepBack(failingSince() === NEVER ? NEVER : missing)
  }
}

async function* headsAfter(store: Store, start: string | undefined): AsyncGenerator<Head> {
  for (let after = start; ; ) {
    const page = await store.listHeads({ after, limit: HEADS_A_PAGE })
    yield* page
    after = page.at(-1)?.cast
    if (page.length < HEADS_A_PAGE) return
  }
}
