import { retryDelay } from '../../shared/retry-delay.ts'
import { isBehind, type ReaderState } from './reader-state.ts'

/**
 * Milliseconds until a reader asks for changes by itself, as a lost last message shows no gap. `attempt`: asks in a row
 * that failed or left the reader behind. `retryAfter`, in seconds, is the server's wish. Source: README, Reading.
 */
export function askDelay(
  state: ReaderState,
  { attempt, retryAfter, random }: { attempt: number; retryAfter?: number; random: () => number },
): number {
  if (retryAfter !== undefined) return retryDelay(attempt, random, retryAfter)
  if (isBehind(state)) return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
  switch (state.contact.kind) {
    case 'live':
      return attempt === 0 ? WITH_SOCKET_MS * (0.75 + random() / 2) : WITHOUT_SOCKET_MS
    case 'waiting':
      return SOON_MS * (0.2 + random() * 0.8)
    case 'catching up':
      return attempt === 0 ? 0 : Math.min(retryDelay(attempt, random), WITHOUT_SOCKET_MS)
    case 'polling':
      return WITHOUT_SOCKET_MS
    case 'lost':
      return LOST_MS * (0.5 + random() / 2)
    default:
      return state.contact satisfies never
  }
}

const WITH_SOCKET_MS = 45_000
const WITHOUT_SOCKET_MS = 10_000
// Nothing else tells a page that its network is back.
const LOST_MS = 1_250
// All readers of a server that goes away lose their sockets at once: they do not come back in the same moment.
const SOON_MS = 2_500
