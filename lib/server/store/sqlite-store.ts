import type { CastSettings } from '../../shared/cast.ts'
import { isRemoved } from '../../shared/is-removed.ts'
import { NO_COUNTS } from '../../shared/no-counts.ts'
import { claimFile } from './claim-file.ts'
import { listingOf } from './listing-of.ts'
import { openSqlite } from './open-sqlite.ts'
import { type Column, found, sqliteCalls } from './sqlite-calls.ts'
import { sqlitePhotos } from './sqlite-photos.ts'
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
import * as sql from './sqlite-statements.ts'
import type { Head, Projection, Store, StoredPost, StoredState } from './store.ts'

export interface SqliteStore extends Store {
  /** Writes a consistent copy to a new file while others go on writing. */
  backup(file: string): Promise<void>
}

/** The store in one SQLite file. Several processes may have it open. Source: README, Storage. */
export function sqliteStore(file: string): SqliteStore {
  const db = openSqlite(file)
  const statements = sqliteCalls(db)
  const { read, list, write, insert } = statements
  return {
    insertCast: async cast => {
      if (insert(sql.INSERT_CAST, castColumns(cast))) return 'inserted'
      return read(sql.CAST_BY_ID, [cast.id]) === undefined ? 'slug_taken' : 'id_taken'
    },
    readCast: async idOrSlug =>
      found(read<CastRow>(sql.CAST_BY_ID, [idOrSlug]) ?? read<CastRow>(sql.CAST_BY_SLUG, [idOrSlug]), toCast),
    isSlugTaken: async slug => read(sql.CAST_BY_SLUG, [slug]) !== undefined,
    listCasts: async ({ phase, now, before = ALL, limit }) =>
      list<CastRow>(sql.CASTS_BY_PHASE[phase], phase === 'past' ? [before, limit] : [now, limit]).map(toCast),
    listCastsOf: async ({ owner, before = ALL, limit }) =>
      list<CastRow>(sql.CASTS_OF, [owner, before, limit]).map(toCast),
    listHeads: async ({ after = '', limit }) => list<Head>(sql.HEADS, [after, limit]),
    listChangedSince: async since => list<{ cast: string }>(sql.CHANGED_SINCE, [since]).map(({ cast }) => cast),

    insertEntry: async entry => {
      const body = JSON.stringify(entry.kind === 'post' ? entry.post : entry.settings)
      const post = entry.kind === 'post' ? entry.post.id : null
      const { cast, rev, op, tip, fingerprint, kind, counts, at, by } = entry
      const columns = [cast, rev, op, tip, fingerprint, kind, post, body, JSON.stringify(counts), at, by]
      return insert(sql.INSERT_ENTRY, columns)
    },
    readEntryByOp: async ({ cast, op }) => found(read<LogRow>(sql.ENTRY_BY_OP, [cast, op]), toEntry),
    readEntryAt: async ({ cast, rev }) => found(read<LogRow>(sql.ENTRY_AT, [cast, rev]), toEntry),
    readEntries: async ({ cast, after, limit }) => list<LogRow>(sql.ENTRIES, [cast, after, limit]).map(toEntry),

    blankEntries: async ({ cast, post, below }) => write(sql.BLANK_ENTRIES, [cast, post, below]),

    projectPost: async (cast, post) => write(sql.PROJECT_POST, postColumns(cast, post)),
    projectCast: async (cast, to) =>
      write(to.settings ? sql.PROJECT_SETTINGS : sql.PROJECT_COUNTS, projectionColumns(cast, to)),
    readPost: async ({ cast, id }) => found(read<PostRow>(sql.POST, [cast, id]), toPost<StoredState>),
    readPosts: async ({ cast, before = ALL, limit }) =>
      list<PostRow>(sql.POSTS, [cast, before, limit]).map(toPost<StoredPost>),
    readPostsChanged: async ({ cast, after, upTo, limit }) =>
      list<PostRow>(sql.POSTS_CHANGED, [cast, after, upTo, limit]).map(toPost<StoredState>),
    readKeyMoments: async ({ cast, limit }) => list<PostRow>(sql.KEY_MOMENTS, [cast, limit]).map(toPost<StoredPost>),

    readMark: async ({ cast, follower }) => found(read<MarkRow>(sql.MARK, [cast, follower]), toMark),
    moveMark: async ({ cast, follower, rev, at }) => write(sql.MOVE_MARK, [cast, follower, rev, at]),

    ...sqlitePhotos(statements),

    readPerson: async id => found(read<PersonRow>(sql.PERSON, [id]), toPerson),
    readOwner: async () => found(read<PersonRow>(sql.OWNER, []), toPerson),
    insertOwner: async ({ id, name, epoch, passphrase }) => insert(sql.INSERT_OWNER, [id, name, epoch, passphrase]),
    renamePerson: async (id, name) => write(sql.RENAME_PERSON, [name, id]),
    replacePerson: async ({ id, name, epoch, passphrase }) => write(sql.REPLACE_PERSON, [name, epoch, passphrase, id]),
    setPassphrase: async (id, hash) => {
      write(sql.FORGET_LINKS, [id])
      write(sql.SET_PASSPHRASE, [hash, id])
    },
    insertSigninLink: async ({ hash, person, expiresAt }) => write(sql.INSERT_LINK, [hash, person, expiresAt]),
    claimSigninLink: async ({ hash, browser, now }) =>
      read<{ person: string }>(sql.CLAIM_LINK, [browser, hash, now, browser])?.person ?? null,

    ensureSecret: async (name, made) => {
      insert(sql.INSERT_SECRET, [name, made])
      return read<{ value: string }>(sql.SECRET, [name])?.value ?? made
    },
    readSecret: async name => read<{ value: string }>(sql.SECRET, [name])?.value ?? null,
    ping: async () => void read('SELECT 1', []),
    backup: async target => {
      if (!claimFile(target)) throw new Error(`${target} is there already`)
      write('VACUUM INTO ?', [target]) // which writes to a missing file or an empty one
    },
    close: async () => void db.close(),
  }
}

type NewCast = Parameters<Store['insertCast']>[0]

function castColumns({ number, id, slug, owner, createdAt, settings }: NewCast): Column[] {
  return [
    number ?? null,
    id,
    slug,
    owner,
    createdAt,
    ...listingColumns(settings, 0),
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
    ...listingColumns(settings, counts.posts),
    JSON.stringify(settings),
    position.rev,
    cast,
    position.rev,
  ]
}

/** listed, ended, live_from. */
function listingColumns(settings: CastSettings, posts: number): Column[] {
  const { listed, ended, liveFrom } = listingOf(settings, posts)
  return [listed ? 1 : 0, ended ? 1 : 0, liveFrom]
}

const ALL = Number.MAX_SAFE_INTEGER
