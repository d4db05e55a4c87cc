import type { CastState } from '../shared/cast-state.ts'
import { counted } from '../shared/counted.ts'
import type { ConnectionLine } from './live/connection-line.ts'
import type { OutboxEntry } from './outbox/outbox-entry.ts'

/** What the chip under the studio's bar says. `tone` only colours what the words say. */
export interface Chip {
  tone: 'live' | 'quiet' | 'trouble'
  lead: string
  rest: string
}

export interface ChipFacts {
  state: CastState
  /** Null until the cast has been loaded from the server or from this device. */
  line: ConnectionLine['says'] | null
  /** What of this cast is not confirmed; null until that is known. */
  entries: readonly OutboxEntry[] | null
  /** How many photos are not on the server yet. */
  photos: number
}

/** Pure. Trouble first, then what is on its way, then rest. */
export function chipOf({ state, line, entries, photos }: ChipFacts): Chip {
  if (entries === null) return { tone: 'quiet', lead: 'Connecting…', rest: '' }
  const waiting = entries.length
  const held = entries.flatMap(entry => (entry.state === 'held' ? [entry.because.reason] : []))
  const what = waiting > 0 ? String(waiting) : photos > 0 ? counted(photos, 'photo') : '' // words go first
  const kept = what && `${what} waiting, safe on this phone`
  const sending = what && `sending ${what}`
  if (held.includes('signed_out'))
    return { tone: 'trouble', lead: 'Session ended', rest: `${waiting} waiting on this phone` }
  if (isCutOff(line, entries)) return { tone: 'trouble', lead: 'No signal', rest: kept || 'all sent' }
  if (held.length > 0)
    return { tone: 'trouble', lead: `${held.length} not sent`, rest: `see below${moreThan(held.length, waiting)}` }
  if (line === null) return { tone: 'quiet', lead: 'Connecting…', rest: sending }
  return {
    tone: state === 'live' ? 'live' : 'quiet',
    lead: LEAD[state],
    rest: sending || 'all sent',
  }
}

/** A post would not go straight out now: the line says so, a try has failed, or others wait for a sign-in. */
export function isCutOff(line: ConnectionLine['says'] | null, entries: readonly OutboxEntry[]): boolean {
  const isStuck = (entry: OutboxEntry) =>
    entry.state === 'held' ? entry.because.reason === 'signed_out' : entry.state === 'queued' && entry.attempt > 0
  return line === 'offline' || line === 'reconnecting' || entries.some(isStuck)
}

const LEAD = { live: 'On the air', scheduled: 'Not on the air yet', ended: 'Ended' } as const

function moreThan(held: number, waiting: number): string {
  return waiting > held ? `, ${waiting - held} more waiting` : ''
}
