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

/** The cast whose studio is open. `missing`: nothing to read there for whoever is signed in. */
export type Feed = { state: 'loading' } | { state: 'missing' } | { state: 'open'; reading: Reading; pushes: PushMarks }

export interface CastFeed {
  feed(): Feed
  subscribe(listener: () => void): () => void
  /** What an answer to ops says about the pusher's mark. */
  note(pushed: Pushed): void
  loadOlder(): void
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
}

/** Loads a cast and keeps it fresh, with word of what was pushed to viewers. */
export function castFeed(parts: FeedParts): CastFeed {
  const { clock, random, signals } = parts
  let feed: Feed = { state: 'loading' }
  let open: { follower: CastFollower; watch: PushWatch; channels: ChannelPort } | null = null
  let attempt = 0
  let isStopped = false
  let cancelRetry = () => {}
  const listeners = new Set<() => void>()

  function show(next: Feed): void {
    feed = next
    for (const listener of listeners) listener()
  }

  async function load(): Promise<void> {
    cancelRetry()
    const start = await loadStart(parts.cast, clock)
    if (isStopped || open !== null) return
    if (start.kind === 'answer') {
      follow(start.body)
      return
    }
    if (start.kind === 'refused' && start.error.code === 'not_found') show({ state: 'missing' })
    attempt += 1
    cancelRetry = clock.after(retryDelay(attempt, random), () => void load()) // never throws: no answer is one of the answers
  }

  function follow(start: ReaderStart): void {
    const channels = parts.openChannels()
    const watch = watchPushes(start.cast.rev, { channels, fetch: parts.fetch, now: clock.now })
    const follower = followCast({ ...parts, start, fetch: watch.fetch, channels: watch.channels })
    open = { follower, watch, channels }
    const update = () => show({ state: 'open', reading: follower.reading(), pushes: watch.marks() })
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
    start() {
      isStopped = false
      const forget = signals.onWake(() => open === null && void load()) // as above
      void load()
      return () => {
        isStopped = true
        cancelRetry()
        forget()
        open?.follower.stop()
        // pusher-js sends a moment later what it is told to send, and would send its farewell into a closed socket.
        const channels = open?.channels
        clock.after(0, () => channels?.close())
        open = null
      }
    },
  }
}

async function loadStart(cast: string, clock: Clock): Promise<Answer<ReaderStart>> {
  const at = clock.now()
  const answer: Answer<CastAnswer> = await askServer({ path: `/api/casts/${cast}`, isOurs: isCastAnswer })
  if (answer.kind !== 'answer') return answer
  const page = await askServer({ path: `/api/casts/${cast}/posts`, isOurs: isPostsAnswer })
  if (page.kind !== 'answer') return page
  return { kind: 'answer', body: { cast: answer.body, page: page.body, at } }
}
