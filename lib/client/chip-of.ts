import type { CastState } from '../shared/cast-state.ts'
import type { Draft } from './composer/draft.ts'
import type { ConnectionLine } from './live/connection-line.ts'

/** What the chip under the studio's bar says. `tone` only colours what the words say. */
export interface Chip {
  tone: 'live' | 'quiet' | 'trouble'
  lead: string
  rest: string
}

export interface ChipFacts {
  /** Null until the cast has been loaded. */
  cast: { state: CastState; line: ConnectionLine['says'] } | null
  draft: Draft['state']
  isKept: boolean
}

/** Pure. Trouble first, then what is on its way, then rest. */
export function chipOf({ cast, draft, isKept }: ChipFacts): Chip {
  const safe = isKept ? '1 waiting, safe on this phone' : '1 waiting'
  const isCut = cast?.line === 'offline' || cast?.line === 'reconnecting'
  if (draft === 'signed_out') return { tone: 'trouble', lead: 'Session ended', rest: '1 waiting on this phone' }
  if (draft === 'waiting') return { tone: 'trouble', lead: isCut ? 'No signal' : 'Not sent yet', rest: safe }
  if (cast === null || isCut) return { tone: 'quiet', lead: 'Connecting…', rest: '' }
  return {
    tone: cast.state === 'live' ? 'live' : 'quiet',
    lead: LEAD[cast.state],
    rest: draft === 'sending' ? 'sending 1' : 'all sent',
  }
}

const LEAD = { live: 'On the air', scheduled: 'Not on the air yet', ended: 'Ended' } as const
