import { isRecord } from '../ask-server.ts'
import { type DeviceStorage, keep, keptAs, letGo, readKept } from '../kept.ts'
import { type Draft, isBlank } from './draft.ts'

/** Whose draft of which cast. */
export interface DraftOwner {
  cast: string
  person: string
}

/** Where on this device the draft stands: one place for all tabs. */
export interface DraftPlace {
  storage: DeviceStorage
  owner: DraftOwner
}

/** The draft that this device kept, or null. One that was being sent may have arrived or not: it waits for its next try. */
export function readDraft({ storage, owner }: DraftPlace): Draft | null {
  return parseDraft(readKept(storage, keptAs.draft(owner)))
}

/** Writes it before it returns, so that no crash comes in between. False when the device cannot keep it. */
export function keepDraft({ storage, owner }: DraftPlace, draft: Draft): boolean {
  const name = keptAs.draft(owner)
  return isBlank(draft) ? letGo(storage, name) : keep(storage, name, draft)
}

/** What another tab has kept, as `readDraft` would give it. */
export function parseDraft(kept: unknown): Draft | null {
  if (!isDraft(kept)) return null
  return kept.state === 'sending' ? { ...kept, state: 'waiting', triedAt: 0 } : kept
}

// What we wrote is believed; the state shows that we wrote it.
function isDraft(kept: unknown): kept is Draft {
  if (!isRecord(kept) || typeof kept.typed !== 'string') return false
  return kept.state === 'writing' ? isRecord(kept.ids) : STATES.has(kept.state) && isRecord(kept.op)
}

const STATES = new Set<unknown>(['sending', 'waiting', 'signed_out'])
