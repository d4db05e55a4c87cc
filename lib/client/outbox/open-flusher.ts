import { type FlushParts, flushOutbox } from './flush-outbox.ts'
import { dueIn } from './next-batch.ts'
import { openRunner, type RunnerParts } from './open-runner.ts'
import { type EntryEvent, nextEntry, type OutboxEntry } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

export type FlusherParts = Omit<FlushParts, 'now'> & Pick<RunnerParts, 'lock' | 'clock' | 'signals'>

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
  const { store, clock } = parts
  const flush = { ...parts, now: clock.now }
  const { run, start } = openRunner({
    ...parts,
    pass: stopped => flushOutbox(flush, stopped),
    dueIn: async () => dueIn(await store.read('open'), clock.now()),
  })

  function tell(event: EntryEvent): void {
    // A storage that does not answer is asked again by the run itself.
    void store.update('open', entries => all(entries, event)).then(run, run)
  }

  const wake = () => tell({ type: 'woken' })
  return { wake, retry: () => tell({ type: 'released' }), start: () => start(wake) }
}

function all(entries: readonly OutboxEntry[], event: EntryEvent): Change<void> {
  const changed = entries.map(entry => nextEntry(entry, event)).filter((entry, at) => entry !== entries[at])
  return { put: changed, value: undefined }
}
