import { useEffect, useState } from 'react'

/** The page's one polite live region. Counts only, at most once in 20 s. `sent`: how many posts have been sent so far. */
export function SentAnnouncer({ sent }: { sent: number }) {
  const [said, setSaid] = useState({ sent, at: Number.NEGATIVE_INFINITY })
  // A live region speaks only when its words change, and when that is, the clock decides.
  useEffect(() => {
    if (sent === said.sent) return
    const timer = setTimeout(() => setSaid({ sent, at: performance.now() }), said.at + QUIET_MS - performance.now())
    return () => clearTimeout(timer)
  }, [sent, said])
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {said.at > 0 && (said.sent === 1 ? 'all sent' : `all sent, ${said.sent} so far`)}
    </p>
  )
}

const QUIET_MS = 20_000
