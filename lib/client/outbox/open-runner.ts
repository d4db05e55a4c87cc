import type { Clock } from '../live/clock.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { FlushLock } from './flush-lock.ts'

export interface RunnerParts {
  /** Does what is due, until nothing is, or it is told to stop. May die at any await. */
  pass(stopped: AbortSignal): Promise<void>
  /** Milliseconds until something is due by itself; null when nothing will be. */
  dueIn(): Promise<number | null>
  lock: FlushLock
  clock: Clock
  signals: PageSignals
}

/** Does what is due, one pass at a time over all tabs and the worker, whenever that may work. */
export interface Runner {
  run(): void
  /** Begins with `onWake`, calls it whenever the page wakes, and goes on until the function it returns is called. */
  start(onWake: () => void): () => void
}

export function openRunner({ pass, dueIn, lock, clock, signals }: RunnerParts): Runner {
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
        await lock.run(() => pass(stopped.signal), stopped.signal)
      } while (isAgain && !stopped.signal.aborted)
      wait = await dueIn()
    } catch (error) {
      wait = STORAGE_RETRY_MS // the phone's storage did not answer; whoever writes to it hears of that
      if (!(error instanceof DOMException)) say(error)
    }
    if (wait !== null && !stopped.signal.aborted) cancelTimer = clock.after(Math.max(wait, SOONEST_MS), run)
  }

  return {
    run,
    start(onWake) {
      stopped = new AbortController()
      const begin = () => {
        if (stopped.signal.aborted) stopped = new AbortController()
        onWake()
      }
      // A page that goes into the browser's cache must not take the lock with it.
      const forget = [signals.onWake(begin), signals.onHide(() => stopped.abort())]
      onWake()
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
