import type { OutboxNews } from './outbox/outbox-news.ts'

/** A part of what is kept on this device as it stands, read again whenever something of it changed. */
export interface KeptWatch<Kept> {
  /** The same until it is read again; null until it was read for the first time. */
  kept(): Kept | null
  subscribe(listener: () => void): () => void
  /** Begins, and goes on until the function it returns is called. */
  start(): () => void
}

export function watchKept<Kept>(readKept: () => Promise<Kept>, news: OutboxNews): KeptWatch<Kept> {
  let kept: Kept | null = null
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
      kept = await readKept().catch(() => kept)
      for (const listener of listeners) listener()
    }
    isReading = false
  }

  return {
    kept: () => kept,
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
