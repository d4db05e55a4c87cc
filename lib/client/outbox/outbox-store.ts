import type { Draft } from '../composer/draft.ts'
import type { Posted } from '../composer/posted-words.ts'
import type { Ask, OutboxEntry, OutboxState, Owner } from './outbox-entry.ts'

/**
 * Where the outbox is kept. Every write is one strict transaction: it is on the disk when its promise resolves, or not at all. What cannot
 * be kept (a full phone, a lost connection that does not come back) rejects, and nothing has changed.
 */
export interface OutboxStore {
  /** Reads a part of the outbox, and writes what `change` makes of it before anybody else can read. */
  update<T>(scope: Scope, change: (entries: readonly OutboxEntry[]) => Change<T>): Promise<T>
  read(scope: Scope): Promise<OutboxEntry[]>
  /** Puts an entry at the end and deletes the draft that it was made of, if that is kept. An op that is in already is given back as it stands. */
  post(owner: Owner, ask: Ask): Promise<OutboxEntry>
  /** How much on this device is unsent, of whoever was here: posts, other changes and drafts. */
  countUnsent(): Promise<number>
  readDraft(owner: Owner): Promise<Draft | null>
  /**
   * `posted`: its op is in the outbox already, with these words and photos. `taken`: another tab has a text of its own here, which is not written over. A
   * blank one is deleted.
   */
  saveDraft(owner: Owner, draft: Draft): Promise<DraftOutcome>
}

export type DraftOutcome = 'saved' | 'taken' | { posted: Posted }

/** `open`: everything that the server has not confirmed. An owner: all of one cast, confirmed ones too. `all`: of every cast. In order of `key`. */
export type Scope = 'open' | 'all' | Owner

export interface Change<T> {
  /** What goes to the end of the outbox; due at once, unless it says otherwise. */
  add?: readonly (Owner & { ask: Ask; state?: OutboxState })[]
  /** Entries to write; their keys are known or were known. */
  put?: readonly OutboxEntry[]
  /** Keys of entries to delete. */
  remove?: readonly number[]
  value: T
}
