import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, rm, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Config, readConfig } from '../server/config.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { sqliteStore } from '../server/store/sqlite-store.ts'
import type { Store } from '../server/store/store.ts'
import { copied } from './copy-store.ts'
import { Problem } from './problem.ts'
import { assertStarted, withExistingStore, withStore } from './with-existing-store.ts'

/** `npm run backup -- <file>`: a consistent copy of everything that was posted, also while PusherCast runs. Overwrites nothing. */
export async function run([name, ...rest]: string[]): Promise<void> {
  if (!name || rest.length > 0)
    throw new Problem('Say which file the backup goes to: npm run backup -- casts-backup.db')
  const file = resolve(name)
  if (existsSync(file)) throw new Problem(`${file} is there already, and nothing is overwritten. Choose another name.`)
  if (!existsSync(dirname(file))) throw new Problem(`There is no folder ${dirname(file)}. Make it first.`)
  const config = readConfig(process.env)
  const part = `${file}.${randomUUID()}.part` // half a backup never has the name of a whole one, nor of anybody else's
  try {
    await copyTo(part, config)
    await link(part, file)
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Problem) throw error
    throw new Problem(`The backup could not be written to ${file} (${error.message}).`)
  } finally {
    await rm(part, { force: true })
  }
  const { size } = await stat(file)
  console.log(`Everything is in ${file} (${(size / 1_000_000).toFixed(1)} MB). Keep it where strangers cannot read it.`)
}

async function copyTo(part: string, config: Config): Promise<void> {
  if (config.mongodbUri !== undefined) return withExistingStore(config, store => copyByFile(store, part))
  assertStarted(config)
  await withStore(sqliteStore(sqliteFile(config.dataDir)), own => own.backup(part))
}

/** A database elsewhere goes into a file such as the data folder has: one kind of backup for both. Only a backup of that file is one file, whole. */
async function copyByFile(store: Store, part: string): Promise<void> {
  const draft = `${part}.draft`
  try {
    await withStore(sqliteStore(draft), async to => {
      await copied(store, to)
      await to.backup(part)
    })
  } finally {
    for (const end of ['', '-wal', '-shm']) await rm(draft + end, { force: true })
  }
}
