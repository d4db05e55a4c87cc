/** Milliseconds before try `attempt` (1 is the first retry). The server's `retryAfter`, in seconds, wins. Source: README, Outbox; RFC 9110 §10.2.3. */
export function retryDelay(attempt: number, random: () => number, retryAfter?: number): number {
  if (retryAfter !== undefined) return Math.min(retryAfter * 1000, LONGEST_ASKED_MS)
  return ceiling(attempt) * (0.5 + random() / 2)
}

const FIRST_MS = 1_000
const LONGEST_MS = 30_000
const LONGEST_ASKED_MS = 300_000

function ceiling(attempt: number): number {
  return Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
}
