import { retryDelay } from '../../shared/retry-delay.ts'
import { isBehind, type ReaderState } from './reader-state.ts'

/**
 * Milliseconds until a reader asks for changes by itself, as a lost last message shows no gap. `attempt`: asks in a row
 * that failed or left the reader behind. `retryAfter`, in seconds, is the server's wish. Source: README, Reading.
 */
export function askDelay(state: ReaderState, { attempt, retryAfter, isRefused, random }: AskWishes): number {
  if (retryAfter !== undefined) return retryDelay(attempt, random, retryAfter)
  if (isBehind(state)) return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
  switch (state.contact.kind) {
    case 'live':
      return attempt === 0 ? WITH_SOCKET_MS * (0.75 + random() / 2) : WITHOUT_SOCKET_MS
    case 'waiting':
      return soonDelay(random)
    case 'catching up':
      return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
    case 'polling':
      return WITHOUT_SOCKET_MS
    case 'lost':
      return (isRefused ? WITHOUT_SOCKET_MS : LOST_MS) * (0.5 + random() / 2)
    default:
      return state.contact satisfies never
  }
}

export interface AskWishes {
  attempt: number
  /** Seconds. */
  retryAfter?: number
  /** Our server has said no, so the network is there, and the server has enough to do. */
  isRefused?: true
  random: () => number
}

/** Milliseconds until a reader asks whose socket was lost, or did not come up: the network may be gone. */
export function soonDelay(random: () => number): number {
  return SOON_MS * (0.2 + random() * 0.8)
}

const WITH_SOCKET_MS = 45_000
const WITHOUT_SOCKET_MS = 10_000
// Nothing else tells a page that its network is back.
const LOST_MS = 1_250
// All readers of a server that goes away lose their sockets at once: they do not come back in the same moment.
const SOON_MS = 2_500
