import { retryDelay } from '../../shared/retry-delay.ts'
import { isBehind, type ReaderState } from './reader-state.ts'

/**
 * Milliseconds until a reader asks for changes by itself, as a lost last message shows no gap. `attempt`: asks in a row
 * that failed or left the reader behind. `retryAfter`, in seconds, is the server's wish. Source: README, Reading.
 */
export function askDelay(state: ReaderState, { attempt, polls, retryAfter, isRefused, random }: AskWishes): number {
  if (retryAfter !== undefined) return retryDelay(attempt, random, retryAfter)
  // Where nobody answers it says nothing about the server that something is missing.
  if (isBehind(state) && state.contact.kind !== 'lost')
    return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
  switch (state.contact.kind) {
    case 'live':
      return attempt === 0 ? WITH_SOCKET_MS * (0.75 + random() / 2) : WITHOUT_SOCKET_MS
    case 'waiting':
      return SOON_MS * (0.2 + random() * 0.8)
    case 'catching up':
      return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
    case 'polling':
      // At first the socket is about to come, and if it does not, the network may be gone again.
      return Math.min(SOON_MS * 2 ** polls, WITHOUT_SOCKET_MS)
    case 'lost':
      return (isRefused ? WITHOUT_SOCKET_MS : LOST_MS) * (0.5 + random() / 2)
    default:
      return state.contact satisfies never
  }
}

export interface AskWishes {
  attempt: number
  /** Answers in a row that came without a socket. */
  polls: number
  /** Seconds. */
  retryAfter?: number
  /** Our server has said no, so the network is there, and the server has enough to do. */
  isRefused?: true
  random: () => number
}

const WITH_SOCKET_MS = 45_000
const WITHOUT_SOCKET_MS = 10_000
// Nothing else tells a page that its network is back.
const LOST_MS = 800
// All readers of a server that goes away lose their sockets at once: they do not come back in the same moment.
const SOON_MS = 2_500
