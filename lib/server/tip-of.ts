import { createHash } from 'node:crypto'

/** The tip of the entry made by `op`: the first 8 hex digits of the SHA-256 of its id. Source: README, Log. */
export function tipOf(op: string): string {
  return createHash('sha256').update(op).digest('hex').slice(0, 8)
}
