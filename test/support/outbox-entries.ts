import type { Ask, OutboxEntry, OutboxState, Owner } from '../../lib/client/outbox/outbox-entry.ts'
import { newId } from '../../lib/shared/new-id.ts'
import type { PublishOp } from '../../lib/shared/op.ts'

export const OWNER: Owner = { person: newId(), cast: newId() }
export const QUEUED: OutboxState = { state: 'queued', attempt: 0, since: 0, notBefore: 0 }

export function publish(text: string, post = newId()): PublishOp {
  return { op: newId(), type: 'publish', post: { id: post, text, key: null, capturedAt: '2026-06-13T12:00:00.000Z' } }
}

let keys = 0

export function entry(ask: Ask, state: OutboxState = QUEUED, more: Partial<OutboxEntry> = {}): OutboxEntry {
  keys += 1
  const isNew = state.state === 'queued' && state.attempt === 0
  return { key: keys, ...OWNER, ask, sends: isNew ? 0 : 1, ...more, ...state } as OutboxEntry // the parts make one of the union
}
