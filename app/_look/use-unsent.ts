import { useEffect, useState } from 'react'
import { idbOutboxStore } from '../../lib/client/outbox/idb-outbox-store.ts'
import { broadcastNews } from '../../lib/client/outbox/outbox-news.ts'

/** How much is unsent on this device; null until that is known. */
export function useUnsent(): number | null {
  const [count, setCount] = useState<number | null>(null)
  // The device's storage is outside of what React knows. One that does not answer has nothing to show.
  useEffect(() => {
    let isGone = false
    const store = idbOutboxStore()
    const show = (found: number) => isGone || setCount(found)
    const read = () => void store.countUnsent().then(show, () => undefined)
    read()
    const forget = broadcastNews().onNews(read)
    return () => {
      isGone = true
      forget()
    }
  }, [])
  return count
}
