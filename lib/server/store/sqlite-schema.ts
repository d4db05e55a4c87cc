/**
 * Statements that bring a file from version n to n + 1; `user_version` remembers where it is. Never edited, only added to.
 * `live_from` sorts casts as `castState` judges them: '' once a post exists, else the start, else '~' (after every date).
 */
export const migrations: readonly string[] = [
  `CREATE TABLE casts (
     number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, slug TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
     created_at TEXT NOT NULL, settings TEXT NOT NULL, settings_rev INTEGER NOT NULL DEFAULT 0,
     rev INTEGER NOT NULL DEFAULT 0, tip TEXT NOT NULL DEFAULT '', counts TEXT NOT NULL,
     listed INTEGER NOT NULL, ended INTEGER NOT NULL, live_from TEXT NOT NULL);
   CREATE INDEX casts_by_phase ON casts (listed, ended, live_from, number DESC);
   CREATE INDEX casts_by_age ON casts (listed, ended, number DESC);
   CREATE INDEX casts_by_owner ON casts (owner, number);
   CREATE TABLE log (
     cast_id TEXT NOT NULL, rev INTEGER NOT NULL, op TEXT NOT NULL, tip TEXT NOT NULL, fingerprint TEXT NOT NULL,
     kind TEXT NOT NULL, post TEXT, body TEXT NOT NULL, counts TEXT NOT NULL, at TEXT NOT NULL, by TEXT NOT NULL,
     PRIMARY KEY (cast_id, rev)) WITHOUT ROWID;
   CREATE UNIQUE INDEX log_by_op ON log (cast_id, op);
   CREATE INDEX log_by_post ON log (cast_id, post, rev);
   CREATE INDEX log_by_time ON log (at, cast_id, rev);
   CREATE TABLE posts (
     cast_id TEXT NOT NULL, id TEXT NOT NULL, seq INTEGER NOT NULL, rev INTEGER NOT NULL, is_key INTEGER NOT NULL,
     removed INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (cast_id, id)) WITHOUT ROWID;
   CREATE UNIQUE INDEX posts_by_seq ON posts (cast_id, seq);
   CREATE INDEX posts_shown ON posts (cast_id, removed, seq);
   CREATE INDEX posts_by_rev ON posts (cast_id, rev);
   CREATE INDEX posts_by_key ON posts (cast_id, is_key, seq);
   CREATE TABLE marks (
     cast_id TEXT NOT NULL, follower TEXT NOT NULL, rev INTEGER NOT NULL, at TEXT NOT NULL,
     PRIMARY KEY (cast_id, follower)) WITHOUT ROWID;
   CREATE TABLE people (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, epoch INTEGER NOT NULL, passphrase TEXT NOT NULL,
     is_owner INTEGER UNIQUE) WITHOUT ROWID;
   CREATE TABLE signin_links (
     hash TEXT PRIMARY KEY, person TEXT NOT NULL, expires_at TEXT NOT NULL, browser TEXT) WITHOUT ROWID;
   CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;`,
  `CREATE TABLE photos (
     id TEXT PRIMARY KEY, cast_id TEXT NOT NULL, post TEXT NOT NULL, bytes INTEGER NOT NULL, state TEXT NOT NULL,
     at TEXT NOT NULL, files TEXT NOT NULL) WITHOUT ROWID;
   CREATE INDEX photos_by_post ON photos (cast_id, post, id);
   CREATE INDEX photos_by_cast ON photos (cast_id, id);
   CREATE INDEX photos_by_state ON photos (state, at);
   CREATE TABLE photo_bytes (photo TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL, bytes BLOB NOT NULL);
   CREATE UNIQUE INDEX photo_bytes_by_place ON photo_bytes (photo, file, offset);`,
  'ALTER TABLE photos ADD COLUMN tries INTEGER NOT NULL DEFAULT 0;',
]
