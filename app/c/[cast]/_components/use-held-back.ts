'use client'
import { useEffect, useRef, useState } from 'react'
import type { ReaderState } from '../../../../lib/client/live/reader-state.ts'
import { countWaiting, newestSeq } from '../../../../lib/client/live/shown-posts.ts'
import type { Cast } from '../../../../lib/shared/cast.ts'

export interface HeldBack {
  /** Posts up to this `seq` are on the page; newer ones wait. */
  upTo: number
  /** The newest `seq` known. */
  newest: number
  /** The newest `seq` when the page was made. */
  startedAt: number
  /** How many posts wait. */
  waiting: number
  /** The cast as the top of the page shows it. */
  cast: Cast
  /** Lets the posts in and takes the reader to the first of them. */
  release: () => void
}

/** What would move the page under somebody who reads further down is held back until they are at the top of the posts. */
export function useHeldBack(reader: ReaderState, isReading: boolean): HeldBack {
  const newest = newestSeq(reader)
  const [shown, setShown] = useState({ upTo: newest, cast: reader.cast })
  const [startedAt] = useState(newest)
  const isLeaving = useRef(false)
  const mayMove = !isReading || newest < shown.upTo // a restored log may be shorter
  if (mayMove && (shown.upTo !== newest || shown.cast !== reader.cast)) setShown({ upTo: newest, cast: reader.cast })

  function release(): void {
    isLeaving.current = true
    setShown({ upTo: newest, cast: reader.cast })
  }

  // Focus and scrolling need the posts to be there.
  useEffect(() => {
    if (!isLeaving.current) return
    isLeaving.current = false
    goToFirstPost()
  })
  return { ...shown, newest, startedAt, waiting: countWaiting(reader, shown.upTo), release }
}

function goToFirstPost(): void {
  document.getElementById('stream-top')?.scrollIntoView({ block: 'start' })
  document.querySelector<HTMLElement>('#stream article')?.focus({ preventScroll: true })
}
