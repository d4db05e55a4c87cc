import type { Logger } from 'pino'
import type { Pushed } from '../../shared/change.ts'
import type { ChannelsTrouble } from '../channels/channels-trouble.ts'
import { isStoreUnavailable } from '../store/store.ts'
import { type Behind, readBehind } from './behind.ts'
import { hostPatience } from './host-patience.ts'
import { project } from './project.ts'
import { ChannelsFailed, type PushParts, push } from './push.ts'
import { singleFlight } from './single-flight.ts'
import { type Followed, SWEPT_BACK_MS, sweeper } from './sweep.ts'

/** Everything that walks the log behind the writers. */
export interface Followers {
  /** Runs the followers over one cast. Never throws: what fails is tried again by the sweep. */
  follow(cast: string): Promise<Followed>
  /** How far this cast was pushed. */
  pushed(cast: string): Promise<Pushed>
  /** What is wrong with the Channels host, and since when; null while it answers. */
  trouble(): (ChannelsTrouble & { since: string }) | null
  behind(): Promise<Behind>
  /** Walks once over the casts that changed lately; tells how many, and how many of them did not get to their head. */
  round(): Promise<{ casts: number; unfinished: number }>
  /** Finishes what a crash left behind, and goes on looking for it until `stop`. */
  start(): void
  /** Resolves when the followers under way have moved their marks. */
  stop(): Promise<void>
}

interface FollowersParts extends PushParts {
  log: Logger
  random: () => number
  /** Told of every push: `ok`, or the code of the trouble. */
  onPush(outcome: string): void
}

export function createFollowers(parts: FollowersParts): Followers {
  const { store, marks, log, now } = parts
  const patience = hostPatience({ ...parts, host: parts.channels.name })
  const pushing = singleFlight(async cast => {
    if (patience.isResting()) return
    try {
      if (!(await push(parts, cast))) return // nobody was asked, so nobody has answered
      patience.answered()
      parts.onPush('ok')
    } catch (error) {
      if (!(error instanceof ChannelsFailed)) throw error
      patience.failed(error.trouble)
      parts.onPush(error.trouble.code)
    }
  })
  const walk = async (cast: string): Promise<Followed> => {
    try {
      await project(store, cast)
      await pushing(cast)
      return patience.isResting() ? 'resting' : 'done'
    } catch (error) {
      // Of a store that does not answer the sweep tells, once.
      if (!isStoreUnavailable(error)) log.warn({ err: error, cast }, 'a follower stopped; the next sweep goes on')
      return 'failed'
    }
  }
  const walking = new Set<Promise<Followed>>()
  const follow = (cast: string) => {
    const walked = walk(cast).finally(() => walking.delete(walked))
    walking.add(walked)
    return walked
  }
  const begin = ({ cast, rev }: { cast: string; rev: number }) =>
    marks.start(cast, { rev, at: new Date(now()).toISOString() })
  const sweeps = sweeper({ store, log, now, follow, begin, failingSince: patience.failingSince })
  return {
    follow,
    pushed: cast => marks.read(cast),
    trouble: patience.trouble,
    behind: () => readBehind(store, marks, now()),
    async round() {
      const casts = await store.listChangedSince(new Date(now() - SWEPT_BACK_MS).toISOString())
      const ends = await Promise.all(casts.map(follow))
      return { casts: casts.length, unfinished: ends.filter(end => end !== 'done').length }
    },
    start: sweeps.start,
    async stop() {
      await sweeps.stop()
      await Promise.all(walking) // each ends by itself: the host has its deadline
    },
  }
}
