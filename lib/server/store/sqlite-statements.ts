import type { Phase } from './store.ts'

// Every query is a bounded range on an index of sqlite-schema.ts. Parameters stand in the order of the question marks.

// Without a number the table gives the next.
export const INSERT_CAST = `INSERT INTO casts (number, id, slug, owner, created_at, listed, ended, live_from, counts, settings)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
export const CAST_BY_ID = 'SELECT * FROM casts WHERE id = ?'
export const CAST_BY_SLUG = 'SELECT * FROM casts WHERE slug = ?'
export const CASTS_BY_PHASE: Record<Phase, string> = {
  live: 'SELECT * FROM casts WHERE listed = 1 AND ended = 0 AND live_from <= ? ORDER BY live_from, number DESC LIMIT ?',
  upcoming:
    'SELECT * FROM casts WHERE listed = 1 AND ended = 0 AND live_from > ? ORDER BY live_from, number DESC LIMIT ?',
  past: 'SELECT * FROM casts WHERE listed = 1 AND ended = 1 AND number < ? ORDER BY number DESC LIMIT ?',
}
export const CASTS_OF = 'SELECT * FROM casts WHERE owner = ? AND number < ? ORDER BY number DESC LIMIT ?'
export const HEADS = `SELECT id AS cast, coalesce((SELECT max(rev) FROM log WHERE cast_id = id), 0) AS rev
  FROM casts WHERE id > ? ORDER BY id LIMIT ?`
export const CHANGED_SINCE = 'SELECT DISTINCT cast_id AS cast FROM log WHERE at >= ?'

export const INSERT_ENTRY = `INSERT INTO log (cast_id, rev, op, tip, fingerprint, kind, post, body, counts, at, by)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
export const ENTRY_BY_OP = 'SELECT * FROM log WHERE cast_id = ? AND op = ?'
export const ENTRY_AT = 'SELECT * FROM log WHERE cast_id = ? AND rev = ?'
export const ENTRIES = 'SELECT * FROM log WHERE cast_id = ? AND rev > ? ORDER BY rev LIMIT ?'

export const BLANK_ENTRIES = `UPDATE log SET body = json_object('id', post, 'seq', body ->> '$.seq', 'rev', rev, 'tip', tip,
  'removed', json('true')) WHERE cast_id = ? AND post = ? AND rev < ? AND body ->> '$.removed' IS NULL`

export const PROJECT_POST = `INSERT INTO posts (cast_id, id, seq, rev, is_key, removed, body) VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (cast_id, id) DO UPDATE SET rev = excluded.rev, is_key = excluded.is_key, removed = excluded.removed,
  body = excluded.body WHERE rev < excluded.rev`
export const PROJECT_COUNTS = `UPDATE casts SET rev = ?, tip = ?, counts = ?, live_from = CASE WHEN ? > 0 THEN '' ELSE live_from END
  WHERE id = ? AND rev < ?`
export const PROJECT_SETTINGS = `UPDATE casts SET rev = ?, tip = ?, counts = ?, listed = ?, ended = ?, live_from = ?,
  settings = ?, settings_rev = ? WHERE id = ? AND rev < ?`
export const POST = 'SELECT body FROM posts WHERE cast_id = ? AND id = ?'
export const POSTS = 'SELECT body FROM posts WHERE cast_id = ? AND removed = 0 AND seq < ? ORDER BY seq DESC LIMIT ?'
export const POSTS_CHANGED = 'SELECT body FROM posts WHERE cast_id = ? AND rev > ? AND rev <= ? ORDER BY rev LIMIT ?'
export const KEY_MOMENTS = 'SELECT body FROM posts WHERE cast_id = ? AND is_key = 1 ORDER BY seq DESC LIMIT ?'

export const MARK = 'SELECT rev, at FROM marks WHERE cast_id = ? AND follower = ?'
export const MOVE_MARK = `INSERT INTO marks (cast_id, follower, rev, at) VALUES (?, ?, ?, ?)
  ON CONFLICT (cast_id, follower) DO UPDATE SET rev = excluded.rev, at = excluded.at WHERE rev < excluded.rev`

export const CLAIM_PHOTO =
  'INSERT INTO photos (id, cast_id, post, bytes, state, at, files, tries) VALUES (?, ?, ?, ?, ?, ?, ?, ?)'
export const PHOTO = 'SELECT * FROM photos WHERE id = ?'
export const PHOTOS_OF_CAST = 'SELECT * FROM photos WHERE cast_id = ? AND id > ? ORDER BY id LIMIT ?'
export const PHOTOS_OF_POST = 'SELECT * FROM photos WHERE cast_id = ? AND post = ? AND id > ? ORDER BY id LIMIT ?'
export const PHOTOS_IN = 'SELECT * FROM photos WHERE state = ? AND at < ? ORDER BY at LIMIT ?'
export const MOVE_PHOTO =
  'UPDATE photos SET state = ?, at = ?, files = coalesce(?, files), tries = coalesce(?, tries) WHERE id = ? AND state = ? RETURNING id'

// The last part of a file says where it ends.
const END =
  'coalesce((SELECT offset + length(bytes) FROM photo_bytes WHERE photo = ? AND file = ? ORDER BY offset DESC LIMIT 1), 0)'
export const APPEND_BYTES = `INSERT INTO photo_bytes (photo, file, offset, bytes) SELECT ?, ?, ?, ? WHERE ${END} = ? RETURNING offset`
export const COUNT_BYTES = `SELECT ${END} AS count`
export const BYTES =
  'SELECT offset, bytes FROM photo_bytes WHERE photo = ? AND file = ? AND offset <= ? ORDER BY offset DESC LIMIT 1'
export const REMOVE_FILE = 'DELETE FROM photo_bytes WHERE photo = ? AND file = ?'
export const REMOVE_FILES = 'DELETE FROM photo_bytes WHERE photo = ?'

export const PERSON = 'SELECT * FROM people WHERE id = ?'
export const OWNER = 'SELECT * FROM people WHERE is_owner = 1'
export const INSERT_OWNER = 'INSERT INTO people (id, name, epoch, passphrase, is_owner) VALUES (?, ?, ?, ?, 1)'
export const RENAME_PERSON = 'UPDATE people SET name = ? WHERE id = ?'
export const REPLACE_PERSON = 'UPDATE people SET name = ?, epoch = ?, passphrase = ? WHERE id = ?'
export const SET_PASSPHRASE = 'UPDATE people SET passphrase = ?, epoch = epoch + 1 WHERE id = ?'
export const INSERT_LINK = 'INSERT INTO signin_links (hash, person, expires_at) VALUES (?, ?, ?)'
export const FORGET_LINKS = 'DELETE FROM signin_links WHERE person = ?'
export const CLAIM_LINK = `UPDATE signin_links SET browser = ? WHERE hash = ? AND expires_at > ? AND (browser IS NULL OR browser = ?)
  RETURNING person`
export const INSERT_SECRET = 'INSERT INTO secrets (name, value) VALUES (?, ?)'
export const SECRET = 'SELECT value FROM secrets WHERE name = ?'
