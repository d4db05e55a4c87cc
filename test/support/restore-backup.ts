import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { expect } from 'vitest'
import { launchCli } from './cli.ts'
import { mongoEnv } from './mongo-database.ts'

/** What the README says of restoring, for an app that was stopped: the file in its place, and on MongoDB from there into an empty database. */
export async function restoreBackup(backup: string, dataDir: string): Promise<void> {
  const file = join(dataDir, 'pushercast.db')
  for (const end of ['-wal', '-shm']) await rm(file + end, { force: true })
  await copyFile(backup, file)
  const { MONGODB_URI: uri } = mongoEnv(dataDir)
  if (uri === undefined) return
  const client = new MongoClient(uri)
  await client.db().dropDatabase()
  await client.close()
  expect(await launchCli(['copy-store', 'to-mongodb'], { DATA_DIR: dataDir }).ended).toBe(0)
}
