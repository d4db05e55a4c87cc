import { createHash, randomUUID } from 'node:crypto'
import { MongoClient } from 'mongodb'
import type { StorePlace } from '../../lib/server/store/open-store.ts'

/** All databases of one run begin with it. Set by drop-databases.ts, which removes them at its end. */
const PREFIX = process.env.TEST_DATABASE_PREFIX || 'pushercast-test'

/** Where MONGODB_URI says that the tests are to run on a MongoDB server, each data folder has a database of its own on it. */
export function mongoEnv(dataDir: string): Record<string, string> {
  const { MONGODB_URI: server } = process.env
  return server && dataDir ? { MONGODB_URI: databaseOn(server, nameOf(dataDir)) } : {}
}

/** The place of the store that an app with this data folder has. */
export function storePlace(dataDir: string): StorePlace {
  return { dataDir, mongodbUri: mongoEnv(dataDir).MONGODB_URI }
}

/** A new database on that server, and the way to remove it. */
export function newDatabase(server: string): { uri: string; remove(): Promise<void> } {
  const uri = databaseOn(server, randomUUID().slice(0, 8))
  return {
    uri,
    async remove() {
      const client = new MongoClient(uri)
      await client.db().dropDatabase()
      await client.close()
    },
  }
}

/** Folders of two tests may have the same name in different places. */
function nameOf(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 12)
}

function databaseOn(server: string, name: string): string {
  const [, host = '', options = ''] = /^([^/]+\/\/[^/?]+)\/?[^?]*(.*)$/.exec(server) ?? []
  return `${host}/${PREFIX}-${name}${options}`
}
