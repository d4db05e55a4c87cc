import { useEffect, useState } from 'react'
import { idbOutboxStore } from '../../lib/client/outbox/idb-outbox-store.ts'
import { broadcastNews, type OutboxNews } from '../../lib/client/outbox/outbox-news.ts'

/** One for the life of the page: each is a connection. */
let shared: { store: ReturnType<typeof idbOutboxStore>; news: OutboxNews } | null = null

/** How much is unsent on this device; null until that is known. */
export function useUnsent(): number | null {
  const [count, setCount] = useState<number | null>(null)
  // The device's storage is outside of what React knows. One that does not answer has nothing to show.
  useEffect(() => {
    let isGone = false
    shared ??= { store: idbOutboxStore(), news: broadcastNews() }
    const { store, news } = shared
    const show = (found: number) => isGone || setCount(found)
    const read = () => void store.countUnsent().then(show, () => undefined)
    read()
    const forget = news.onNews(read)
    return () => {
      isGone = true
      forget()
    }
  }, [])
  return count
}
