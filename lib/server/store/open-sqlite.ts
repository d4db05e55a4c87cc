import { chmodSync, existsSync } from 'node:fs'
import Database from 'libsql'
import { ConfigError } from '../config.ts'
import { claimFile } from './claim-file.ts'
import { isBusy, isOurMistake } from './sqlite-errors.ts'
import { migrations } from './sqlite-schema.ts'

/**
 * Opens a database file, makes it if it is missing, for its owner alone, and brings it to the newest schema. A commit is on
 * the disk when it returns (WAL with synchronous FULL). Throws `ConfigError` when the file cannot be used.
 * Source: https://sqlite.org/wal.html, https://sqlite.org/pragma.html#pragma_synchronous
 */
export function openSqlite(file: string): Database.Database {
  try {
    keepToOwner(file)
    return openNewest(file)
  } catch (error) {
    if (error instanceof ConfigError || !(error instanceof Error) || isOurMistake(error)) throw error
    throw new ConfigError([
      `${file} cannot be opened as a database (${error.message}). Bring it back from a backup, or set DATA_DIR to another folder.`,
    ])
  }
}

/** Before it is opened: SQLite gives the files that it puts beside it the mode of the main one. */
function keepToOwner(file: string): void {
  claimFile(file)
  for (const one of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(one)) chmodSync(one, 0o600)
}

function openNewest(file: string): Database.Database {
  const db = new Database(file, { timeout: BUSY_MS })
  // The switch to WAL does not wait for others as statements do: two processes that start together meet here.
  retryWhileBusy(() => db.pragma('journal_mode = WAL'))
  db.pragma('synchronous = FULL')
  retryWhileBusy(() => migrate(db, file))
  return db
}

const BUSY_MS = 5_000
const PAUSE_MS = 20

function migrate(db: Database.Database, file: string): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const statements of migrations.slice(versionOf(db, file))) db.exec(statements)
    db.exec(`PRAGMA user_version = ${migrations.length}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function versionOf(db: Database.Database, file: string): number {
  const row = db.prepare('PRAGMA user_version').get() as { user_version: number } // the pragma's one row
  if (row.user_version > migrations.length) {
    throw new ConfigError([
      `${file} was written by a newer PusherCast. Update this one, or set DATA_DIR to another folder.`,
    ])
  }
  return row.user_version
}

function retryWhileBusy(step: () => unknown): void {
  const until = Date.now() + BUSY_MS
  for (;;) {
    try {
      step()
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS) // at start, before anything is served
    }
  }
}
