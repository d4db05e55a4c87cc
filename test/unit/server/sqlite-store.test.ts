import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../../../lib/server/config.ts'
import { sqliteStore } from '../../../lib/server/store/sqlite-store.ts'
import { storeContract } from '../../support/store-contract.ts'

describe('the SQLite store', () => {
  storeContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'store-'))
    return {
      open: async () => sqliteStore(join(folder, 'pushercast.db')),
      env: { DATA_DIR: folder },
      remove: () => rm(folder, { recursive: true }),
    }
  })

  it('keeps its file for its owner alone, and backs it up whole to a new file only', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'store-'))
    const file = join(folder, 'pushercast.db')
    const store = sqliteStore(file)
    await store.ensureSecret('name', 'kept')
    await store.backup(join(folder, 'copy.db'))
    expect(await modesIn(folder)).toEqual({
      'copy.db': '600',
      'pushercast.db': '600',
      'pushercast.db-shm': '600',
      'pushercast.db-wal': '600',
    })
    await expect(store.backup(join(folder, 'copy.db'))).rejects.toThrow()
    const copy = sqliteStore(join(folder, 'copy.db'))
    expect(await copy.ensureSecret('name', 'other')).toBe('kept')
    await Promise.all([store.close(), copy.close()])
    await rm(folder, { recursive: true })
  })

  it('takes from others a file that was put there open to them', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'store-'))
    const file = join(folder, 'pushercast.db')
    await sqliteStore(file).close()
    await chmod(file, 0o644)
    const store = sqliteStore(file)
    expect(new Set(Object.values(await modesIn(folder)))).toEqual(new Set(['600']))
    await store.close()
    await rm(folder, { recursive: true })
  })

  it('keeps the file locked when this process opens it once more, so that no other can take its log away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'store-'))
    const file = join(folder, 'pushercast.db')
    const store = sqliteStore(file)
    await store.ensureSecret('first', 'kept')
    await sqliteStore(file).close()
    await promisify(execFile)(process.execPath, [
      '-e',
      `new (require('libsql'))(${JSON.stringify(file)}).prepare('SELECT * FROM secrets').all()`,
    ])
    expect(Object.keys(await modesIn(folder))).toContain('pushercast.db-wal')
    await store.close()
    await rm(folder, { recursive: true })
  })

  it.each([
    [
      'that is no database',
      (file: string) => writeFile(file, 'no database'),
      /cannot be opened as a database \(file is not/,
    ],
    ['that is a folder', (file: string) => mkdir(file), /cannot be opened as a database \(/],
    ['of a newer PusherCast', async (file: string) => newerDatabase(file), /was written by a newer PusherCast\./],
  ])('says in one line that a file cannot be used %s', async (_what, put, line) => {
    const folder = await mkdtemp(join(tmpdir(), 'store-'))
    const file = join(folder, 'pushercast.db')
    await put(file)
    expect(() => sqliteStore(file)).toThrow(ConfigError)
    expect(() => sqliteStore(file)).toThrow(line)
    expect(() => sqliteStore(file)).toThrow(/^[^\n]+$/)
    await rm(folder, { recursive: true })
  })
})

function newerDatabase(file: string): void {
  const db = new Database(file)
  db.exec('PRAGMA user_version = 1000')
  db.close()
}

/** What each file there lets its owner and others do, in octal. */
async function modesIn(folder: string): Promise<Record<string, string>> {
  const modes = (await readdir(folder)).map(
    async name => [name, (await stat(join(folder, name))).mode & 0o777] as const,
  )
  return Object.fromEntries((await Promise.all(modes)).map(([name, mode]) => [name, mode.toString(8)]))
}
