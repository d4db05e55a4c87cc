import type { Cast } from '../shared/cast.ts'
import type { CastAnswer, Pushed } from '../shared/change.ts'
import { retryDelay } from '../shared/retry-delay.ts'
import { askServer } from './ask-server.ts'
import type { ChannelPort } from './live/channel-port.ts'
import type { Clock } from './live/clock.ts'
import { type CastFollower, followCast, type Reading } from './live/follow-cast.ts'
import type { PageSignals } from './live/page-signals.ts'
import { type Answer, isCastAnswer, isPostsAnswer } from './live/read-answer.ts'
import type { ReaderStart } from './live/reader-event.ts'
import type { Fetch } from './live/reading-calls.ts'
import { type PushMarks, type PushWatch, watchPushes } from './push-marks.ts'
import { keepReading } from './reading/keep-reading.ts'
import type { KeptCasts } from './reading/kept-casts.ts'

/**
 * The cast whose studio is open. `unstarted`: it is on this device only, as yet. `missing`: nothing to read there for whoever is signed in.
 */
export type Feed =
  /** `isCutOff`: asked, and nobody answered. */
  | { state: 'loading'; isCutOff: boolean }
  | { state: 'unstarted'; cast: Cast }
  | { state: 'missing' }
  | { state: 'open'; reading: Reading; pushes: PushMarks }

export interface CastFeed {
  feed(): Feed
  subscribe(listener: () => void): () => void
  /** What an answer to ops says about the pusher's mark. */
  note(pushed: Pushed): void
  loadOlder(): void
  /** A cast that was on this device alone may be on the server by now. */
  load(): void
  /** Loads, then follows until the function it returns is called. */
  start(): () => void
}

export interface FeedParts {
  /** Id of the cast. */
  cast: string
  fetch: Fetch
  /** A connection of its own, closed with the feed. */
  openChannels(): ChannelPort
  clock: Clock
  random(): number
  signals: PageSignals
  kept: Pick<KeptCasts, 'read' | 'keep' | 'forget'>
  /** The cast as this device wants it started, while the server does not have it. Never rejects. */
  readUnstarted(): Promise<Cast | null>
  /** Told when the channel is connected: the network is there. */
  onConnected(): void
  /** Told when the server's history is another one than before. */
  onRestarted(): void
}

/** Loads a cast, from this device where it was read before, and keeps it fresh, with word of what was pushed to viewers. */
export function castFeed(parts: FeedParts): CastFeed {
  const { clock, random, signals, kept } = parts
  let feed: Feed = { state: 'loading', isCutOff: false }
  let open: { follower: CastFollower; watch: PushWatch; close(): void } | null = null
  let attempt = 0
  let isStopped = false
  let cancelRetry = () => {}
  const listeners = new Set<() => void>()

  function show(next: Feed): void {
    feed = next
    for (const listener of listeners) listener()
  }

  async function begin(): Promise<void> {
    const copy = await kept.read(parts.cast)
    if (copy !== null) follow(copy.start, true)
    else await load()
  }

  async function load(): Promise<void> {
    cancelRetry()
    if (open !== null) return
    const unstarted = await parts.readUnstarted()
    if (unstarted !== null) {
      if (!isStopped) show({ state: 'unstarted', cast: unstarted })
      return
    }
    const start = await loadStart(parts.cast, clock)
    if (isStopped || open !== null) return
    if (start.kind === 'answer') return follow(start.body, false)
    if (start.kind === 'refused' && start.error.code === 'not_found') show({ state: 'missing' })
    if (start.kind === 'trouble' && feed.state === 'loading') show({ state: 'loading', isCutOff: true })
    attempt += 1
    cancelRetry = clock.after(retryDelay(attempt, random), () => void load()) // never throws: no answer is one of the answers
  }

  function follow(start: ReaderStart, isKept: boolean): void {
    if (isStopped || open !== null) return
    const channels = parts.openChannels()
    const watch = watchPushes(isKept ? null : start.cast.rev, {
      channels,
      fetch: parts.fetch,
      now: clock.now,
      onConnected: parts.onConnected,
    })
    const follower = followCast({ ...parts, start, isKept, fetch: watch.fetch, channels: watch.channels })
    const stopKeeping = keepReading({ follower, kept, clock, signals })
    let mode = follower.reading().reader.mode
    const update = () => {
      const reading = follower.reading()
      if (reading.reader.mode === 'restarting' && mode === 'reading') parts.onRestarted()
      mode = reading.reader.mode
      show(mode === 'gone' ? { state: 'missing' } : { state: 'open', reading, pushes: watch.marks() })
    }
    open = {
      follower,
      watch,
      close() {
        stopKeeping()
        follower.stop()
        // pusher-js sends a moment later what it is told to send, and would send its farewell into a closed socket.
        clock.after(FAREWELL_MS, () => channels.close())
      },
    }
    follower.subscribe(update)
    watch.subscribe(update)
    update()
  }

  return {
    feed: () => feed,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    note: pushed => open?.watch.note(pushed),
    loadOlder: () => void open?.follower.loadOlder(), // never throws: it ends in `reading().older`
    load: () => void load(), // as above
    start() {
      isStopped = false
      const forget = signals.onWake(() => void load()) // as above
      void begin() // as above
      return () => {
        isStopped = true
        cancelRetry()
        forget()
        open?.close()
        open = null
      }
    },
  }
}

const FAREWELL_MS = 100

async function loadStart(cast: string, clock: Clock): Promise<Answer<ReaderStart>> {
  const at = clock.now()
  const answer: Answer<CastAnswer> = await askServer({ path: `/api/casts/${cast}`, isOurs: isCastAnswer })
  if (answer.kind !== 'answer') return answer
  const page = await askServer({ path: `/api/casts/${cast}/posts`, isOurs: isPostsAnswer })
  if (page.kind !== 'answer') return page
  return { kind: 'answer', body: { cast: answer.body, page: page.body, at } }
}
