import { useEffect, useRef, useState } from 'react'

/** The page's one polite live region. Counts only, at most once in 20 s. `waiting`: how much is unsent; null until that is known. */
export function WaitingAnnouncer({ waiting }: { waiting: number | null }) {
  const [said, setSaid] = useState<number | null>(null)
  const saidAt = useRef(Number.NEGATIVE_INFINITY)
  // A live region speaks only when its words change, and when that is, the clock decides.
  useEffect(() => {
    if (waiting === null || waiting === said) return
    if (said === null) return setSaid(waiting) // what was there before is no news
    const timer = setTimeout(
      () => {
        saidAt.current = performance.now()
        setSaid(waiting)
      },
      Math.max(saidAt.current + QUIET_MS - performance.now(), SETTLE_MS),
    )
    return () => clearTimeout(timer)
  }, [waiting, said])
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {saidAt.current > 0 && said !== null && (said === 0 ? 'all sent' : `${said} waiting`)}
    </p>
  )
}

const QUIET_MS = 20_000
// A post that goes straight out waits for a moment only, which is not worth saying.
const SETTLE_MS = 1_000
