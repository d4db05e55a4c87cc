import { isRemoved } from '../../shared/is-removed.ts'
import { NO_COUNTS } from '../../shared/no-counts.ts'
import { type Listing, listingOf } from './listing-of.ts'
import type {
  CastRecord,
  LogEntry,
  NewCastRecord,
  Person,
  PhotoFile,
  PhotoRecord,
  Projection,
  StoredState,
} from './store.ts'

// Documents as mongo-store.ts keeps them. Those of the log and of marks are the port's own, as they are.

export interface CastDocument extends CastRecord, Listing {
  _id: string
}

export function newCastDocument({ id, slug, owner, createdAt, settings }: NewCastRecord, number: number): CastDocument {
  const unread = { position: { rev: 0, tip: '' }, counts: NO_COUNTS, settingsRev: 0 }
  return { _id: id, id, slug, owner, createdAt, settings, number, ...unread, ...listingOf(settings, 0) }
}

export function toCast({ _id, listed, ended, liveFrom, ...cast }: CastDocument): CastRecord {
  return cast
}

/** What an entry changes of its cast. */
export function projectionOf({ position, counts, settings }: Projection): Partial<CastDocument> {
  if (settings === undefined) return { position, counts, ...(counts.posts > 0 && { liveFrom: '' }) }
  return { position, counts, settings, settingsRev: position.rev, ...listingOf(settings, counts.posts) }
}

export type LogDocument = LogEntry

/** `state` is the post as it stands; what stands beside it is what it is looked for by. */
export interface PostDocument {
  cast: string
  id: string
  seq: number
  rev: number
  removed: boolean
  isKey: boolean
  state: StoredState
}

export function postDocument(cast: string, state: StoredState): PostDocument {
  const removed = isRemoved(state)
  const { id, seq, rev } = state
  return { cast, id, seq, rev, removed, isKey: !isRemoved(state) && state.key !== null, state }
}

export interface PhotoDocument extends PhotoRecord {
  _id: string
}

export interface PhotoBytesDocument extends PhotoFile {
  offset: number
  end: number
  bytes: Uint8Array
}

/** The owner's `_id` is a word and not their id, so that there is one. */
export interface PersonDocument extends Person {
  _id: string
}
export const OWNER = 'owner'

export interface MarkDocument {
  cast: string
  follower: string
  rev: number
  at: string
}

export interface LinkDocument {
  _id: string
  person: string
  expiresAt: string
  browser: string | null
}

export interface SecretDocument {
  _id: string
  value: string
}

export interface CounterDocument {
  _id: string
  value: number
}
