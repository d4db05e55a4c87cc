import type { Logger } from 'pino'
import type { Pushed } from '../../shared/change.ts'
import { hostPatience } from './host-patience.ts'
import { project } from './project.ts'
import { ChannelsFailed, type PushParts, push } from './push.ts'
import { singleFlight } from './single-flight.ts'
import { type Followed, sweeper } from './sweep.ts'

/** Everything that walks the log behind the writers. */
export interface Followers {
  /** Runs the followers over one cast. Never throws: what fails is tried again by the sweep. */
  follow(cast: string): Promise<Followed>
  /** How far this cast was pushed. */
  pushed(cast: string): Promise<Pushed>
  /** Finishes what a crash left behind, and goes on looking for it until `stop`. */
  start(): void
  /** Resolves when the followers under way have moved their marks. */
  stop(): Promise<void>
}

export function createFollowers(parts: PushParts & { log: Logger; random: () => number }): Followers {
  const { store, marks, log, now } = parts
  const patience = hostPatience({ ...parts, host: parts.channels.name })
  const pushing = singleFlight(async cast => {
    if (patience.isResting()) return
    try {
      await push(parts, cast)
      patience.answered()
    } catch (error) {
      if (!(error instanceof ChannelsFailed)) throw error
      patience.failed(error)
    }
  })
  const walk = async (cast: string): Promise<Followed> => {
    try {
      await project(store, cast)
      await pushing(cast)
      return patience.isResting() ? 'resting' : 'done'
    } catch (error) {
      log.warn({ err: error, cast }, 'a follower stopped; the next sweep goes on')
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
    start: sweeps.start,
    async stop() {
      await sweeps.stop()
      await Promise.all(walking) // each ends by itself: the host has its deadline
    },
  }
}
