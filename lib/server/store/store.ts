import type { CastSettings, Counts } from '../../shared/cast.ts'
import type { Pushed } from '../../shared/change.ts'
import type { Position } from '../../shared/position.ts'
import type { Post, RemovedPost } from '../../shared/post.ts'

/**
 * Where casts, their logs and people are kept. In domain words, and narrow: every call is one bounded read or one
 * single-document write, so that an adapter needs no transaction. Every call may throw `StoreUnavailable`.
 * Adapters are held to `test/support/store-contract.ts`. Source: README, Storage.
 */
export interface Store extends PhotosPort {
  /** Inserts; tells what was in already. `number` is given only for a cast that is copied from another store. */
  insertCast(cast: NewCastRecord & { number?: number }): Promise<'inserted' | 'id_taken' | 'slug_taken'>
  /** By id or by slug. */
  readCast(idOrSlug: string): Promise<CastRecord | null>
  isSlugTaken(slug: string): Promise<boolean>
  /** Public casts of one phase; live and past by `number` downwards from `before`, upcoming by start. `now` in ISO 8601. */
  listCasts(query: { phase: Phase; now: string; before?: number; limit: number }): Promise<CastRecord[]>
  /** All casts of an owner, newest first. */
  listCastsOf(query: { owner: string; before?: number; limit: number }): Promise<CastRecord[]>
  /** Every cast with the head of its log, in the order of ids after `after`. */
  listHeads(query: { after?: string; limit: number }): Promise<Head[]>
  /** The ids of the casts that changed since `since` (ISO 8601), in any order. */
  listChangedSince(since: string): Promise<string[]>

  /** The commit point. False when the rev or the op of this cast is taken; nothing is written then. */
  insertEntry(entry: LogEntry): Promise<boolean>
  readEntryByOp(query: { cast: string; op: string }): Promise<LogEntry | null>
  readEntryAt(query: { cast: string; rev: number }): Promise<LogEntry | null>
  /** Entries with a rev above `after`, in order. */
  readEntries(query: { cast: string; after: number; limit: number }): Promise<LogEntry[]>

  /** Leaves of a post's entries below a rev what is left of a removed post: nobody may read again what was taken back. */
  blankEntries(query: { cast: string; post: string; below: number }): Promise<void>

  /** Writes a post's latest state, unless a later one is there. */
  projectPost(cast: string, post: StoredState): Promise<void>
  /** Moves the cast, as readers see it, to an entry; never back. This is the projector's mark. */
  projectCast(cast: string, to: Projection): Promise<void>
  readPost(query: { cast: string; id: string }): Promise<StoredState | null>
  /** Newest first by `seq`, below `before`, without removed ones. */
  readPosts(query: { cast: string; before?: number; limit: number }): Promise<StoredPost[]>
  /** Oldest change first: posts whose latest rev is above `after` and at most `upTo`. */
  readPostsChanged(query: { cast: string; after: number; upTo: number; limit: number }): Promise<StoredState[]>
  /** Key moments, newest first by `seq`. */
  readKeyMoments(query: { cast: string; limit: number }): Promise<StoredPost[]>

  readMark(query: { cast: string; follower: string }): Promise<Pushed>
  /** Moves a follower's mark; never back. */
  moveMark(mark: { cast: string; follower: string; rev: number; at: string }): Promise<void>

  readPerson(id: string): Promise<Person | null>
  /** The person who may start casts; null before the first run. */
  readOwner(): Promise<Person | null>
  /** False when there is an owner already. */
  insertOwner(person: Person): Promise<boolean>
  renamePerson(id: string, name: string): Promise<void>
  /** Name, epoch and passphrase of a person who is there. */
  replacePerson(person: Person): Promise<void>
  /** Forgets the person's sign-in links, sets the passphrase's hash and raises the session epoch, which ends every session. */
  setPassphrase(id: string, hash: string): Promise<void>
  insertSigninLink(link: { hash: string; person: string; expiresAt: string }): Promise<void>
  /** The person, when the link is not expired and unused, or used by the same browser. Claims it for that browser. */
  claimSigninLink(claim: { hash: string; browser: string; now: string }): Promise<string | null>

  /** The secret under that name; the first caller's is kept. */
  ensureSecret(name: string, made: string): Promise<string>
  readSecret(name: string): Promise<string | null>
  /** Throws `StoreUnavailable` when the store does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** The store did not answer; trying again later can succeed. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** Not by `instanceof`: the store stands on the shared runtime, and another of Next's bundles may have made it. */
export function isStoreUnavailable(error: unknown): error is StoreUnavailable {
  return error instanceof Error && error.name === 'StoreUnavailable'
}

export type Phase = 'live' | 'upcoming' | 'past'

export interface NewCastRecord {
  id: string
  slug: string
  owner: string
  createdAt: string
  settings: CastSettings
}

/** `position`, `counts` and `settings` are those of the last projected entry; `settingsRev` is that of the last `settings` entry. */
export interface CastRecord extends NewCastRecord {
  number: number
  position: Position
  counts: Counts
  settingsRev: number
}

export interface Head {
  cast: string
  rev: number
}

/**
 * `post.author.id` is `by` of its first entry. Rendered at reading, so that the renderer can be mended. `said`: the rev of the last change by its
 * author, where one of the server's own (a photo that has arrived) has come after it.
 */
export type StoredPost = Omit<Post, 'html'> & { tip: string; said?: number }
export type StoredState = StoredPost | (RemovedPost & { tip: string })

/** One change, exactly as it was committed. `at` is the server's time, `by` a person's id. */
export type LogEntry = {
  cast: string
  rev: number
  tip: string
  op: string
  fingerprint: string
  counts: Counts
  at: string
  by: string
} & ({ kind: 'post'; post: StoredState } | { kind: 'settings'; settings: CastSettings })

export interface Projection {
  position: Position
  counts: Counts
  /** Only when the entry was one of settings. */
  settings?: CastSettings
}

export interface Person {
  id: string
  name: string
  /** Raised to end all sessions. */
  epoch: number
  passphrase: string
}

/** The photos of posts, and their bytes. */
export interface PhotosPort {
  /** Remembers whose a photo is: the first post that announces its id keeps it. Answers what is in. */
  claimPhoto(photo: PhotoRecord): Promise<PhotoRecord>
  readPhoto(id: string): Promise<PhotoRecord | null>
  /** The photos of a post, or all of a cast, in the order of ids after `after`. */
  listPhotosOf(query: { cast: string; post?: string; after?: string; limit: number }): Promise<PhotoRecord[]>
  /** Those that have been in a state since before `before` (ISO 8601), the longest first. */
  listPhotosIn(query: { state: PhotoState; before: string; limit: number }): Promise<PhotoRecord[]>
  /** False when it is in another state than `from`. */
  movePhoto(move: {
    id: string
    from: PhotoState
    to: PhotoState
    at: string
    files?: string[]
    tries?: number
  }): Promise<boolean>

  /** Adds to the bytes that are kept as a file of a photo. False when `offset` is not their end; nothing is written then. */
  appendBytes(part: PhotoFile & { offset: number; bytes: Uint8Array }): Promise<boolean>
  countBytes(file: PhotoFile): Promise<number>
  /** As many as were added at a time, those with the byte at `at` among them; null when there is none. */
  readBytes(query: PhotoFile & { at: number }): Promise<{ offset: number; bytes: Uint8Array } | null>
  /** Of one file, or of all of a photo. */
  removeBytes(query: { photo: string; file?: string }): Promise<void>
}

/**
 * Where a photo's bytes are: `awaited` until all have come, then `uploaded` until its renditions are made, `ready`, `going` while they are dropped,
 * or `gone`: nothing is kept.
 */
export type PhotoState = 'awaited' | 'uploaded' | 'ready' | 'going' | 'gone'

/** A photo that was announced. `at` is when it came to be in its state, `files` are the names of its renditions, `tries` how often making them was begun and not ended. */
export interface PhotoRecord {
  id: string
  cast: string
  post: string
  /** Bytes of the file that its author's device sends. */
  bytes: number
  state: PhotoState
  at: string
  files: string[]
  tries: number
}

export interface PhotoFile {
  photo: string
  /** `UPLOAD`, or the name of a rendition. */
  file: string
}

/** What the author's device has sent. */
export const UPLOAD = 'upload'
