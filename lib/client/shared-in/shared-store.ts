import type { Draft } from '../composer/draft.ts'
import type { Owner } from '../outbox/outbox-entry.ts'
import type { DraftOutcome } from '../outbox/outbox-store.ts'
import type { SharedIn, SharedPart } from './shared-in.ts'

/** Where a device keeps what was shared into this app. Writes are strict, as those of the outbox beside it. */
export interface SharedStore {
  /** False when as much waits already as this device keeps. Rejects where it cannot keep it. */
  keepShared(shared: SharedIn): Promise<boolean>
  /** In the order in which it came. */
  readShared(): Promise<SharedIn[]>
  dropShared(ids: string[]): Promise<void>
  /** Writes a draft that a part of it was added to, and lets go of that part, in one step. `gone`: somebody was first. */
  addShared(owner: Owner, draft: Draft, part: SharedPart): Promise<'gone' | DraftOutcome>
}

/** At most: any site can send something, and nothing of it may fill a phone. */
export const SHARED_MAX = 20
export const SHARED_BYTES_MAX = 200 * 1024 * 1024
