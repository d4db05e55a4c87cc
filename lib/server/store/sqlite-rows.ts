import type { CastRecord, LogEntry, Person, PhotoRecord, PhotoState, StoredState } from './store.ts'

// Rows as the statements of sqlite-store.ts select them, and what they stand for. JSON columns hold what we wrote.

export interface CastRow {
  number: number
  id: string
  slug: string
  owner: string
  created_at: string
  settings: string
  settings_rev: number
  rev: number
  tip: string
  counts: string
}

export function toCast(row: CastRow): CastRecord {
  return {
    number: row.number,
    id: row.id,
    slug: row.slug,
    owner: row.owner,
    createdAt: row.created_at,
    settings: JSON.parse(row.settings),
    settingsRev: row.settings_rev,
    position: { rev: row.rev, tip: row.tip },
    counts: JSON.parse(row.counts),
  }
}

export interface LogRow {
  cast_id: string
  rev: number
  op: string
  tip: string
  fingerprint: string
  kind: 'post' | 'settings'
  body: string
  counts: string
  at: string
  by: string
}

export function toEntry(row: LogRow): LogEntry {
  const { cast_id: cast, rev, op, tip, fingerprint, at, by } = row
  const common = { cast, rev, op, tip, fingerprint, at, by, counts: JSON.parse(row.counts) }
  return row.kind === 'post'
    ? { ...common, kind: 'post', post: JSON.parse(row.body) }
    : { ...common, kind: 'settings', settings: JSON.parse(row.body) }
}

export interface PostRow {
  body: string
}

export function toPost<State extends StoredState>(row: PostRow): State {
  return JSON.parse(row.body)
}

export interface PhotoRow {
  id: string
  cast_id: string
  post: string
  bytes: number
  state: PhotoState
  at: string
  files: string
  tries: number
}

export function toPhoto({ id, cast_id: cast, post, bytes, state, at, files, tries }: PhotoRow): PhotoRecord {
  return { id, cast, post, bytes, state, at, files: JSON.parse(files), tries }
}

export interface BytesRow {
  offset: number
  bytes: Uint8Array
}

export interface PersonRow {
  id: string
  name: string
  epoch: number
  passphrase: string
}

export function toPerson({ id, name, epoch, passphrase }: PersonRow): Person {
  return { id, name, epoch, passphrase }
}

export interface MarkRow {
  rev: number
  at: string
}

// Built anew, as libsql puts a `_metadata` of its own into every row that `get` returns.
export function toMark({ rev, at }: MarkRow): { rev: number; at: string } {
  return { rev, at }
}
