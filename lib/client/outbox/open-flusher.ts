import type { Clock } from '../live/clock.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { FlushLock } from './flush-lock.ts'
import { type FlushParts, flushOutbox } from './flush-outbox.ts'
import { dueIn } from './next-batch.ts'
import { type EntryEvent, nextEntry, type OutboxEntry } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

export interface FlusherParts extends Omit<FlushParts, 'now'> {
  lock: FlushLock
  clock: Clock
  signals: PageSignals
}

/** Sends what waits, whenever that may work. */
export interface Flusher {
  /** Something says that it may work now: a new post, a channel that is connected. */
  wake(): void
  /** The person says so: what is held is tried too. */
  retry(): void
  /** Begins, and goes on until the function it returns is called. */
  start(): () => void
}

export function openFlusher(parts: FlusherParts): Flusher {
  const { store, lock, clock, signals } = parts
  const flush = { ...parts, now: clock.now }
  let stopped = new AbortController()
  let running: Promise<void> | null = null
  let isAgain = false
  let cancelTimer = () => {}

  /** One run at a time in this page; what comes up meanwhile gets one more. Never rejects. */
  function run(): void {
    isAgain = running !== null
    running ??= runUntilDone().then(() => {
      running = null
      if (isAgain) run()
    })
  }

  async function runUntilDone(): Promise<void> {
    cancelTimer()
    let wait: number | null
    try {
      do {
        isAgain = false
        await lock.run(() => flushOutbox(flush, stopped.signal), stopped.signal)
      } while (isAgain && !stopped.signal.aborted)
      wait = dueIn(await store.read('open'), clock.now())
    } catch (error) {
      wait = STORAGE_RETRY_MS // the phone's storage did not answer; whoever writes to it hears of that
      if (!(error instanceof DOMException)) say(error)
    }
    if (wait !== null && !stopped.signal.aborted) cancelTimer = clock.after(Math.max(wait, SOONEST_MS), run)
  }

  function tell(event: EntryEvent): void {
    // A storage that does not answer is asked again by the run itself.
    void store.update('open', entries => all(entries, event)).then(run, run)
  }

  function wake(): void {
    tell({ type: 'woken' })
  }

  return {
    wake,
    retry: () => tell({ type: 'released' }),
    start() {
      stopped = new AbortController()
      const begin = () => {
        if (stopped.signal.aborted) stopped = new AbortController()
        wake()
      }
      // A page that goes into the browser's cache must not take the lock with it.
      const forget = [signals.onWake(begin), signals.onHide(() => stopped.abort())]
      wake()
      return () => {
        for (const forgetOne of forget) forgetOne()
        stopped.abort()
        cancelTimer()
      }
    },
  }
}

/** Our own mistake, where whoever looks for one sees it; the run goes on nevertheless. */
function say(error: unknown): void {
  queueMicrotask(() => {
    throw error
  })
}

const STORAGE_RETRY_MS = 5_000
const SOONEST_MS = 50

function all(entries: readonly OutboxEntry[], event: EntryEvent): Change<void> {
  const changed = entries.map(entry => nextEntry(entry, event)).filter((entry, at) => entry !== entries[at])
  return { put: changed, value: undefined }
}
