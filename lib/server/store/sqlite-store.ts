import type Database from 'libsql'
import type { CastSettings } from '../../shared/cast.ts'
import { isRemoved } from '../../shared/is-removed.ts'
import { NO_COUNTS } from '../../shared/no-counts.ts'
import { claimFile } from './claim-file.ts'
import { openSqlite } from './open-sqlite.ts'
import { isTaken, storeError } from './sqlite-errors.ts'
import {
  type CastRow,
  type LogRow,
  type MarkRow,
  type PersonRow,
  type PostRow,
  toCast,
  toEntry,
  toMark,
  toPerson,
  toPost,
} from './sqlite-rows.ts'
import type { Head, Phase, Projection, Store, StoredPost, StoredState } from './store.ts'

export interface SqliteStore extends Store {
  /** Writes a consistent copy to a new file while others go on writing. */
  backup(file: string): Promise<void>
}

/** The store in one SQLite file. Several processes may have it open. Source: README, Storage. */
export function sqliteStore(file: string): SqliteStore {
  const db = openSqlite(file)
  const { read, list, write, insert } = statements(db)
  return {
    insertCast: async cast => {
      if (insert(INSERT_CAST, castColumns(cast))) return 'inserted'
      return read(CAST_BY_ID, [cast.id]) === undefined ? 'slug_taken' : 'id_taken'
    },
    readCast: async idOrSlug =>
      map(read<CastRow>(CAST_BY_ID, [idOrSlug]) ?? read<CastRow>(CAST_BY_SLUG, [idOrSlug]), toCast),
    isSlugTaken: async slug => read(CAST_BY_SLUG, [slug]) !== undefined,
    listCasts: async ({ phase, now, before = ALL, limit }) =>
      list<CastRow>(CASTS_BY_PHASE[phase], phase === 'past' ? [before, limit] : [now, limit]).map(toCast),
    listCastsOf: async ({ owner, before = ALL, limit }) => list<CastRow>(CASTS_OF, [owner, before, limit]).map(toCast),
    listHeads: async ({ after = '', limit }) => list<Head>(HEADS, [after, limit]),
    listChangedSince: async since => list<{ cast: string }>(CHANGED_SINCE, [since]).map(({ cast }) => cast),

    insertEntry: async entry => {
      const body = JSON.stringify(entry.kind === 'post' ? entry.post : entry.settings)
      const post = entry.kind === 'post' ? entry.post.id : null
      const { cast, rev, op, tip, fingerprint, kind, counts, at, by } = entry
      return insert(INSERT_ENTRY, [cast, rev, op, tip, fingerprint, kind, post, body, JSON.stringify(counts), at, by])
    },
    readEntryByOp: async ({ cast, op }) => map(read<LogRow>(ENTRY_BY_OP, [cast, op]), toEntry),
    readEntryAt: async ({ cast, rev }) => map(read<LogRow>(ENTRY_AT, [cast, rev]), toEntry),
    readEntries: async ({ cast, after, limit }) => list<LogRow>(ENTRIES, [cast, after, limit]).map(toEntry),

    blankEntries: async ({ cast, post, below }) => write(BLANK_ENTRIES, [cast, post, below]),

    projectPost: async (cast, post) => write(PROJECT_POST, postColumns(cast, post)),
    projectCast: async (cast, to) =>
      write(to.settings ? PROJECT_SETTINGS : PROJECT_COUNTS, projectionColumns(cast, to)),
    readPost: async ({ cast, id }) => map(read<PostRow>(POST, [cast, id]), toPost<StoredState>),
    readPosts: async ({ cast, before = ALL, limit }) =>
      list<PostRow>(POSTS, [cast, before, limit]).map(toPost<StoredPost>),
    readPostsChanged: async ({ cast, after, upTo, limit }) =>
      list<PostRow>(POSTS_CHANGED, [cast, after, upTo, limit]).map(toPost<StoredState>),
    readKeyMoments: async ({ cast, limit }) => list<PostRow>(KEY_MOMENTS, [cast, limit]).map(toPost<StoredPost>),

    readMark: async ({ cast, follower }) => map(read<MarkRow>(MARK, [cast, follower]), toMark),
    moveMark: async ({ cast, follower, rev, at }) => write(MOVE_MARK, [cast, follower, rev, at]),

    readPerson: async id => map(read<PersonRow>(PERSON, [id]), toPerson),
    readOwner: async () => map(read<PersonRow>(OWNER, []), toPerson),
    insertOwner: async ({ id, name, epoch, passphrase }) => insert(INSERT_OWNER, [id, name, epoch, passphrase]),
    renamePerson: async (id, name) => write(RENAME_PERSON, [name, id]),
    replacePerson: async ({ id, name, epoch, passphrase }) => write(REPLACE_PERSON, [name, epoch, passphrase, id]),
    setPassphrase: async (id, hash) => {
      write(FORGET_LINKS, [id])
      write(SET_PASSPHRASE, [hash, id])
    },
    insertSigninLink: async ({ hash, person, expiresAt }) => write(INSERT_LINK, [hash, person, expiresAt]),
    claimSigninLink: async ({ hash, browser, now }) =>
      read<{ person: string }>(CLAIM_LINK, [browser, hash, now, browser])?.person ?? null,

    ensureSecret: async (name, made) => {
      insert(INSERT_SECRET, [name, made])
      return read<{ value: string }>(SECRET, [name])?.value ?? made
    },
    readSecret: async name => read<{ value: string }>(SECRET, [name])?.value ?? null,
    ping: async () => void read('SELECT 1', []),
    backup: async target => {
      if (!claimFile(target)) throw new Error(`${target} is there already`)
      write('VACUUM INTO ?', [target]) // which writes to a missing file or an empty one
    },
    close: async () => void db.close(),
  }
}

type Column = string | number | null

/** Each statement is prepared once; every call answers as the port says or throws what `storeError` makes of it. */
function statements(db: Database.Database) {
  const prepared = new Map<string, Database.Statement>()
  const guarded = <T>(sql: string, step: (statement: Database.Statement) => T): T => {
    try {
      const statement = prepared.get(sql) ?? db.prepare(sql)
      prepared.set(sql, statement)
      return step(statement)
    } catch (error) {
      throw storeError(error)
    }
  }
  // The row types stand beside the statements that select them.
  const read = <Row>(sql: string, columns: Column[]) => guarded(sql, it => it.get(...columns) as Row | undefined)
  const list = <Row>(sql: string, columns: Column[]) => guarded(sql, it => it.all(...columns) as Row[])
  const write = (sql: string, columns: Column[]) => void guarded(sql, it => it.run(...columns))
  const insert = (sql: string, columns: Column[]): boolean => {
    try {
      write(sql, columns)
      return true
    } catch (error) {
      if (isTaken(error)) return false
      throw error
    }
  }
  return { read, list, write, insert }
}

function map<Row, Thing>(row: Row | undefined, to: (row: Row) => Thing): Thing | null {
  return row === undefined ? null : to(row)
}

type NewCast = Parameters<Store['insertCast']>[0]

function castColumns({ number, id, slug, owner, createdAt, settings }: NewCast): Column[] {
  return [
    number ?? null,
    id,
    slug,
    owner,
    createdAt,
    ...phaseColumns(settings, 0),
    JSON.stringify(NO_COUNTS),
    JSON.stringify(settings),
  ]
}

function postColumns(cast: string, post: StoredState): Column[] {
  const [isKey, removed] = isRemoved(post) ? [0, 1] : [post.key === null ? 0 : 1, 0]
  return [cast, post.id, post.seq, post.rev, isKey, removed, JSON.stringify(post)]
}

function projectionColumns(cast: string, { position, counts, settings }: Projection): Column[] {
  const common = [position.rev, position.tip, JSON.stringify(counts)]
  if (settings === undefined) return [...common, counts.posts, cast, position.rev]
  return [
    ...common,
    ...phaseColumns(settings, counts.posts),
    JSON.stringify(settings),
    position.rev,
    cast,
    position.rev,
  ]
}

/** listed, ended, live_from: what the lists of casts are sorted by. */
function phaseColumns(settings: CastSettings, posts: number): [number, number, string] {
  const liveFrom = posts > 0 ? '' : (settings.startsAt ?? '~')
  return [settings.visibility === 'public' ? 1 : 0, settings.endedAt === null ? 0 : 1, liveFrom]
}

const ALL = Number.MAX_SAFE_INTEGER

// Without a number the table gives the next.
const INSERT_CAST = `INSERT INTO casts (number, id, slug, owner, created_at, listed, ended, live_from, counts, settings)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const CAST_BY_ID = 'SELECT * FROM casts WHERE id = ?'
const CAST_BY_SLUG = 'SELECT * FROM casts WHERE slug = ?'
const CASTS_BY_PHASE: Record<Phase, string> = {
  live: 'SELECT * FROM casts WHERE listed = 1 AND ended = 0 AND live_from <= ? ORDER BY live_from, number DESC LIMIT ?',
  upcoming:
    'SELECT * FROM casts WHERE listed = 1 AND ended = 0 AND live_from > ? ORDER BY live_from, number DESC LIMIT ?',
  past: 'SELECT * FROM casts WHERE listed = 1 AND ended = 1 AND number < ? ORDER BY number DESC LIMIT ?',
}
const CASTS_OF = 'SELECT * FROM casts WHERE owner = ? AND number < ? ORDER BY number DESC LIMIT ?'
const HEADS = `SELECT id AS cast, coalesce((SELECT max(rev) FROM log WHERE cast_id = id), 0) AS rev
  FROM casts WHERE id > ? ORDER BY id LIMIT ?`
const CHANGED_SINCE = 'SELECT DISTINCT cast_id AS cast FROM log WHERE at >= ?'

const INSERT_ENTRY = `INSERT INTO log (cast_id, rev, op, tip, fingerprint, kind, post, body, counts, at, by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
const ENTRY_BY_OP = 'SELECT * FROM log WHERE cast_id = ? AND op = ?'
const ENTRY_AT = 'SELECT * FROM log WHERE cast_id = ? AND rev = ?'
const ENTRIES = 'SELECT * FROM log WHERE cast_id = ? AND rev > ? ORDER BY rev LIMIT ?'

const BLANK_ENTRIES = `UPDATE log SET body = json_object('id', post, 'seq', body ->> '$.seq', 'rev', rev, 'tip', tip,
  'removed', json('true')) WHERE cast_id = ? AND post = ? AND rev < ? AND body ->> '$.removed' IS NULL`

const PROJECT_POST = `INSERT INTO posts (cast_id, id, seq, rev, is_key, removed, body) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (cast_id, id) DO UPDATE SET rev = excluded.rev, is_key = excluded.is_key, removed = excluded.removed,
  body = excluded.body WHERE rev < excluded.rev`
const PROJECT_COUNTS = `UPDATE casts SET rev = ?, tip = ?, counts = ?, live_from = CASE WHEN ? > 0 THEN '' ELSE live_from END
  WHERE id = ? AND rev < ?`
const PROJECT_SETTINGS = `UPDATE casts SET rev = ?, tip = ?, counts = ?, listed = ?, ended = ?, live_from = ?,
  settings = ?, settings_rev = ? WHERE id = ? AND rev < ?`
const POST = 'SELECT body FROM posts WHERE cast_id = ? AND id = ?'
const POSTS = 'SELECT body FROM posts WHERE cast_id = ? AND removed = 0 AND seq < ? ORDER BY seq DESC LIMIT ?'
const POSTS_CHANGED = 'SELECT body FROM posts WHERE cast_id = ? AND rev > ? AND rev <= ? ORDER BY rev LIMIT ?'
const KEY_MOMENTS = 'SELECT body FROM posts WHERE cast_id = ? AND is_key = 1 ORDER BY seq DESC LIMIT ?'

const MARK = 'SELECT rev, at FROM marks WHERE cast_id = ? AND follower = ?'
const MOVE_MARK = `INSERT INTO marks (cast_id, follower, rev, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (cast_id, follower) DO UPDATE SET rev = excluded.rev, at = excluded.at WHERE rev < excluded.rev`

const PERSON = 'SELECT * FROM people WHERE id = ?'
const OWNER = 'SELECT * FROM people WHERE is_owner = 1'
const INSERT_OWNER = 'INSERT INTO people (id, name, epoch, passphrase, is_owner) VALUES (?, ?, ?, ?, 1)'
const RENAME_PERSON = 'UPDATE people SET name = ? WHERE id = ?'
const REPLACE_PERSON = 'UPDATE people SET name = ?, epoch = ?, passphrase = ? WHERE id = ?'
const SET_PASSPHRASE = 'UPDATE people SET passphrase = ?, epoch = epoch + 1 WHERE id = ?'
const INSERT_LINK = 'INSERT INTO signin_links (hash, person, expires_at) VALUES (?, ?, ?)'
const FORGET_LINKS = 'DELETE FROM signin_links WHERE person = ?'
const CLAIM_LINK = `UPDATE signin_links SET browser = ? WHERE hash = ? AND expires_at > ? AND (browser IS NULL OR browser = ?)
  RETURNING person`
const INSERT_SECRET = 'INSERT INTO secrets (name, value) VALUES (?, ?)'
const SECRET = 'SELECT value FROM secrets WHERE name = ?'
