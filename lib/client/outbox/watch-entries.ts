import type { OutboxEntry } from './outbox-entry.ts'
import type { OutboxNews } from './outbox-news.ts'
import type { OutboxStore, Scope } from './outbox-store.ts'

/** A part of the outbox as it stands, read again whenever something of it changed. */
export interface EntriesWatch {
  /** The same array until it is read again; null until it was read for the first time. */
  entries(): readonly OutboxEntry[] | null
  subscribe(listener: () => void): () => void
  /** Begins, and goes on until the function it returns is called. */
  start(): () => void
}

export function watchEntries({
  store,
  news,
  scope,
}: {
  store: OutboxStore
  news: OutboxNews
  scope: Scope
}): EntriesWatch {
  let entries: readonly OutboxEntry[] | null = null
  let isReading = false
  let isAgain = false
  const listeners = new Set<() => void>()

  async function read(): Promise<void> {
    isAgain = true
    if (isReading) return
    isReading = true
    while (isAgain) {
      isAgain = false
      // A storage that does not answer shows nothing; whoever writes to it says so to the person.
      entries = await store.read(scope).catch(() => entries)
      for (const listener of listeners) listener()
    }
    isReading = false
  }

  return {
    entries: () => entries,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start() {
      void read() // never rejects
      return news.onNews(() => void read()) // as above
    },
  }
}
