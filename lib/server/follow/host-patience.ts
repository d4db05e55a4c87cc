import type { Logger } from 'pino'
import { retryDelay } from '../../shared/retry-delay.ts'
import type { ChannelsTrouble } from '../channels/channels-trouble.ts'

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
  let trouble: ChannelsTrouble | null = null
  return {
    isResting: () => now() < restUntil,
    /** Milliseconds; Infinity while it answers. */
    failingSince: () => failingSince,
    /** What is wrong with it, and since when; null while it answers. */
    trouble: () => trouble && { ...trouble, since: new Date(failingSince).toISOString() },
    answered() {
      if (failures > 0) log.info({ host }, 'the Channels host answers again')
      failures = 0
      restUntil = 0
      trouble = null
      failingSince = Number.POSITIVE_INFINITY
    },
    failed(why: ChannelsTrouble) {
      failures += 1
      // Told again when it is another: somebody who mends the first needs to know of the second.
      if (trouble?.code !== why.code)
        log.warn({ host, ...why }, 'the Channels host failed; posts are safe, readers get them by asking')
      trouble = why
      failingSince = Math.min(failingSince, now())
      restUntil = now() + retryDelay(failures, random)
    },
  }
}
