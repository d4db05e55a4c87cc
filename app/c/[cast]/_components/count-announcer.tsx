'use client'
import { useEffect, useRef, useState } from 'react'
import type { ReaderState } from '../../../../lib/client/live/reader-state.ts'
import { countWaiting } from '../../../../lib/client/live/shown-posts.ts'
import { counted } from '../../../../lib/shared/counted.ts'

/** The one live region: how many posts are new, at most once in 20 s, and never their words. */
export function CountAnnouncer({ newest, reader }: { newest: number; reader: ReaderState }) {
  const [said, setSaid] = useState({ upTo: newest, words: '' })
  const saidAt = useRef(0)
  // Screen readers are told through the DOM, and not too often.
  useEffect(() => {
    const count = countWaiting(reader, said.upTo)
    if (count === 0) return
    const say = () => {
      saidAt.current = Date.now()
      setSaid({ upTo: newest, words: counted(count, 'new post') })
    }
    const timer = setTimeout(say, Math.max(saidAt.current + QUIET_MS - Date.now(), 0))
    return () => clearTimeout(timer)
  }, [newest, reader, said.upTo])
  return (
    <p className="visually-hidden" role="status" aria-live="polite" lang="en">
      {said.words}
    </p>
  )
}

const QUIET_MS = 20_000
