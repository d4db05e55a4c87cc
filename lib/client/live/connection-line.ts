import type { Contact } from './contact.ts'

/** What the connection line says. */
export type ConnectionLine =
  | { says: 'nothing' }
  | { says: 'reconnecting' }
  | { says: 'offline' }
  | { says: 'back'; until: number }

/** Pure. `isOnline` is the browser's guess: it only picks the words. `now` in milliseconds. Source: README, Reading. */
export function nextLine(
  line: ConnectionLine,
  { contact, isOnline, now }: { contact: Contact; isOnline: boolean; now: number },
): ConnectionLine {
  const isLost = 'since' in contact
  if (isLost && (isTrouble(line) || now - contact.since >= PATIENCE_MS)) {
    return { says: isOnline ? 'reconnecting' : 'offline' }
  }
  if (isTrouble(line)) return { says: 'back', until: now + BACK_MS }
  return line.says === 'back' && now < line.until ? line : { says: 'nothing' }
}

/** Milliseconds until the line may change by itself; null when only an event can change it. */
export function lineChangesIn(
  line: ConnectionLine,
  { contact, now }: { contact: Contact; now: number },
): number | null {
  const moments = [
    ...(line.says === 'back' ? [line.until] : []),
    ...('since' in contact && !isTrouble(line) ? [contact.since + PATIENCE_MS] : []),
  ]
  return moments.length === 0 ? null : Math.max(Math.min(...moments) - now, 0)
}

// Without a connection for this long, the reader is told. Most gaps are shorter.
const PATIENCE_MS = 3_000
const BACK_MS = 4_000

function isTrouble(line: ConnectionLine): boolean {
  return line.says === 'reconnecting' || line.says === 'offline'
}
