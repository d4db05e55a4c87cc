import { useEffect, useState } from 'react'
import { idbOutboxStore } from '../../lib/client/outbox/idb-outbox-store.ts'

/** How much is unsent on this device; 0 until that is known. */
export function useUnsent(): number {
  const [count, setCount] = useState(0)
  // The device's storage is outside of what React knows. One that does not answer has nothing to show.
  useEffect(() => {
    let isGone = false
    const show = (found: number) => isGone || setCount(found)
    void idbOutboxStore()
      .countUnsent()
      .then(show, () => undefined)
    return () => {
      isGone = true
    }
  }, [])
  return count
}
