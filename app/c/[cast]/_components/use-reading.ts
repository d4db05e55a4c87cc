'use client'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { systemClock } from '../../../../lib/client/live/clock.ts'
import { type CastFollower, followCast, type Reading } from '../../../../lib/client/live/follow-cast.ts'
import { pageSignals } from '../../../../lib/client/live/page-signals.ts'
import { pusherChannels } from '../../../../lib/client/live/pusher-channels.ts'
import type { ReaderStart } from '../../../../lib/client/live/reader-event.ts'
import { startReader } from '../../../../lib/client/live/reader-state.ts'

/** What the page shows, from the server's page on, and the way to older posts. */
export function useReading(start: ReaderStart): { reading: Reading; loadOlder: () => void } {
  const [follower, setFollower] = useState<CastFollower | null>(null)
  const first = useMemo<Reading>(
    () => ({ reader: startReader(start), line: { says: 'nothing' }, older: 'idle' }),
    [start],
  )
  // The one connection of the page: made when it is on screen, let go when it leaves.
  useEffect(() => follow(start, setFollower), [start])
  const reading = useSyncExternalStore(follower?.subscribe ?? never, follower?.reading ?? (() => first), () => first)
  return { reading, loadOlder: () => void follower?.loadOlder() } // it never throws: a failure shows in `reading.older`
}

function follow(start: ReaderStart, tell: (follower: CastFollower) => void): () => void {
  const parts = { fetch: window.fetch.bind(window), clock: systemClock, random: Math.random }
  const channels = pusherChannels(parts)
  // The device's clock judges how long ago things were; the server's may be another.
  const follower = followCast({ ...parts, start: { ...start, at: Date.now() }, channels, signals: pageSignals })
  tell(follower)
  return () => {
    follower.stop()
    channels.close()
  }
}

function never(): () => void {
  return () => {}
}
