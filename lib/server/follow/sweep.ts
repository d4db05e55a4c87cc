import type { Logger } from 'pino'
import type { Head, Store } from '../store/store.ts'

export interface SweepParts {
  store: Store
  log: Logger
  /** Milliseconds. */
  now: () => number
  /** Must not throw. */
  follow: (cast: string) => Promise<void>
  /** Called for every cast before it is followed for the first time. */
  begin: (head: Head) => Promise<void>
}

/** Walks all casts once, in pages, then every two seconds those that changed in the last hour: whatever a crash left behind is finished. */
export function sweeper(parts: SweepParts): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const stopped = new AbortController()
  const run = async (round: Round) => {
    const next = await settled(round, parts, stopped.signal)
    if (!stopped.signal.aborted) timer = setTimeout(() => (running = run(next)), SWEEP_MS).unref()
  }
  return {
    start() {
      running = run(walk)
    },
    async stop() {
      stopped.abort()
      clearTimeout(timer)
      await running
    },
  }
}

type Round = (parts: SweepParts, stopped: AbortSignal) => Promise<void>

/** The round that comes next: a walk that did not get through all casts is walked again. */
async function settled(round: Round, parts: SweepParts, stopped: AbortSignal): Promise<Round> {
  try {
    await round(parts, stopped)
    return sweep
  } catch (error) {
    parts.log.warn({ err: error }, 'a sweep stopped; the next one goes on')
    return round
  }
}

const SWEEP_MS = 2_000
const SWEPT_BACK_MS = 60 * 60 * 1000
const HEADS_A_PAGE = 100

async function walk({ store, begin, follow }: SweepParts, stopped: AbortSignal): Promise<void> {
  for await (const head of allHeads(store)) {
    await begin(head)
    await follow(head.cast)
    if (stopped.aborted) return
  }
}

async function sweep({ store, now, follow }: SweepParts): Promise<void> {
  const since = new Date(now() - SWEPT_BACK_MS).toISOString()
  // Not one after the other: a cast whose follower hangs must not hold the rest. `follow` answers for its own failures.
  for (const { cast } of await store.listHeadsSince(since)) void follow(cast)
}

async function* allHeads(store: Store): AsyncGenerator<Head> {
  let after: string | undefined
  for (;;) {
    const page = await store.listHeads({ after, limit: HEADS_A_PAGE })
    yield* page
    after = page.at(-1)?.cast
    if (page.length < HEADS_A_PAGE) return
  }
}
