'use client'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { systemClock } from '../../../../lib/client/live/clock.ts'
import { type CastFollower, followCast, type Reading } from '../../../../lib/client/live/follow-cast.ts'
import { pageSignals } from '../../../../lib/client/live/page-signals.ts'
import { pusherChannels } from '../../../../lib/client/live/pusher-channels.ts'
import type { ReaderStart } from '../../../../lib/client/live/reader-event.ts'
import { startReader } from '../../../../lib/client/live/reader-state.ts'

/** What the page shows, from the server's page or a copy on, and the way to older posts. */
export function useReading(
  start: ReaderStart,
  { isKept }: { isKept: boolean },
): { reading: Reading; loadOlder: () => void } {
  const [follower, setFollower] = useState<CastFollower | null>(null)
  const first = useMemo<Reading>(
    () => ({ reader: startReader(start), line: { says: 'nothing' }, older: 'idle', watching: null }),
    [start],
  )
  // The one connection of the page: made when it is on screen, let go when it leaves.
  useEffect(() => follow(start, isKept, setFollower), [start, isKept])
  const reading = useSyncExternalStore(follower?.subscribe ?? never, follower?.reading ?? (() => first), () => first)
  return { reading, loadOlder: () => void follower?.loadOlder() } // it never throws: a failure shows in `reading.older`
}

function follow(start: ReaderStart, isKept: boolean, tell: (follower: CastFollower) => void): () => void {
  const parts = { fetch: window.fetch.bind(window), clock: systemClock, random: Math.random }
  const channels = pusherChannels(parts)
  // The device's clock judges how long ago things were; the server's may be another. A copy was made by the device's own.
  const at = isKept ? start.at : Date.now()
  const follower = followCast({ ...parts, start: { ...start, at }, isKept, channels, signals: pageSignals })
  const stopKeeping = keepWhenIdle(follower)
  tell(follower)
  return () => {
    stopKeeping()
    follower.stop()
    channels.close()
  }
}

/** What keeps the page for later is no part of showing it: it is loaded when that is done. */
function keepWhenIdle(follower: CastFollower): () => void {
  let isStopped = false
  let stop = () => {}
  const cancel = systemClock.after(KEEP_AFTER_MS, () => {
    // A part of the page that does not load is done without.
    void import('./keep-for-later.ts').then(
      ({ keepForLater }) => {
        if (!isStopped) stop = keepForLater(follower)
      },
      () => undefined,
    )
  })
  return () => {
    isStopped = true
    cancel()
    stop()
  }
}

const KEEP_AFTER_MS = 3_000

function never(): () => void {
  return () => {}
}
