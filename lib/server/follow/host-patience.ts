import type { Logger } from 'pino'
import { retryDelay } from '../../shared/retry-delay.ts'

/** How long a host that failed is left alone. The log hears of the first failure and of the recovery, not of every post. */
export function hostPatience({
  host,
  log,
  now,
  random,
}: {
  host: string
  log: Logger
  now: () => number
  random: () => number
}) {
  let failures = 0
  let restUntil = 0
  let failingSince = Number.POSITIVE_INFINITY
  return {
    isResting: () => now() < restUntil,
    /** Milliseconds; Infinity while it answers. */
    failingSince: () => failingSince,
    answered() {
      if (failures > 0) log.info({ host }, 'the Channels host answers again')
      failures = 0
      restUntil = 0
      failingSince = Number.POSITIVE_INFINITY
    },
    failed({ message: reason }: Error) {
      failures += 1
      failingSince = Math.min(failingSince, now())
      restUntil = now() + retryDelay(failures, random)
      if (failures === 1)
        log.warn({ host, reason }, 'the Channels host failed; posts are safe, readers get them by asking')
    },
  }
}
