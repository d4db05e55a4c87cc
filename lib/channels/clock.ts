import { performance } from 'node:perf_hooks'

export interface Clock {
  /** Milliseconds since 1970, for what others have dated. */
  wall(): number
  /** Milliseconds that only ever grow, for how long something took. */
  steady(): number
}

export const systemClock: Clock = { wall: () => Date.now(), steady: () => performance.now() }
