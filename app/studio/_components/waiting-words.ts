import type { OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import { ownTimeZone } from '../../../lib/client/own-time-zone.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'

/** How far something unsent has got, in words. */
export function waitingWords(entry: OutboxEntry): string {
  if (entry.state === 'sending') return 'On this phone, sending…'
  if (entry.state === 'held')
    return entry.because.reason === 'signed_out' ? 'Waiting for your sign-in' : 'On this phone only'
  if (entry.state !== 'queued' || entry.attempt === 0) return 'Waiting'
  if (entry.attempt <= TRIES) return `Waiting, ${goesOn()}`
  return `Still trying, last at ${clockTime(new Date(entry.since || Date.now()).toISOString(), ownTimeZone())}`
}

/** After so many tries in vain it is said when the last one was. */
const TRIES = 15

/** Without Background Sync nothing is sent while the app is closed, and nobody should believe that it is. */
function goesOn(): string {
  return 'SyncManager' in window && navigator.serviceWorker?.controller
    ? 'goes on by itself'
    : 'goes on when the app is open'
}
