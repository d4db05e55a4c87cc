import type { Db, IndexDescription, MongoClient, MongoClientOptions } from 'mongodb'
import { ConfigError } from '../config.ts'
import { guarded, permitted } from './mongo-errors.ts'

/** A database, and the promise that its indexes are there: no write may come before they can decide races. */
export interface OpenedMongo {
  /** Throws `StoreUnavailable`, or `ConfigError` for an address that is none and a database that refuses us; asked again, it tries again. */
  db(): Promise<Db>
  close(): Promise<void>
}

/** Connects at the first call, and loads the driver then: a start without MongoDB should not wait for it. */
export function openMongo(uri: string): OpenedMongo {
  let client: MongoClient | undefined
  let opened: Promise<Db> | undefined
  async function open(): Promise<Db> {
    client = await clientOf(uri)
    const db = client.db(databaseIn(uri) ?? 'pushercast')
    await guarded(() => permitted(() => makeIndexes(db)))
    return db
  }

  /** With another client: one whose first connection has failed never connects again. */
  async function startAgain(): Promise<void> {
    opened = undefined
    await client?.close()
  }
  return {
    db() {
      opened ??= open().catch(async (error: unknown) => {
        await startAgain()
        throw error
      })
      return opened
    },
    close: async () => client?.close(),
  }
}

/**
 * Majority both ways: what was answered survives the loss of any one server, and is read back. Retries of a lost connection are the
 * driver's own: it tries twice, so that a silent database costs a call at most some 12 s. Less
 * would have a busy one do everything twice.
 * Source: https://www.mongodb.com/docs/drivers/node/current/connect/connection-options/
 */
const OPTIONS: MongoClientOptions = {
  appName: 'pushercast',
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  writeConcern: { w: 'majority', wtimeoutMS: 3_000 },
  serverSelectionTimeoutMS: 3_000,
  connectTimeoutMS: 3_000,
  waitQueueTimeoutMS: 2_000,
  socketTimeoutMS: 5_000,
  // One process answers requests in turns of a few milliseconds: more connections would only wait in the database.
  maxPoolSize: 20,
  ignoreUndefined: true,
}

async function clientOf(uri: string): Promise<MongoClient> {
  const { MongoClient } = await import('mongodb')
  try {
    return new MongoClient(uri, optionsBeside(uri))
  } catch (error) {
    // Its message alone: the address holds the password.
    throw new ConfigError([`MONGODB_URI cannot be used (${error instanceof Error ? error.message : error}).`])
  }
}

/** Ours, but for those that the address names itself. */
function optionsBeside(uri: string): MongoClientOptions {
  const named = new Set([...uri.matchAll(/[?&]([^=&]+)=/g)].map(([, name = '']) => name.toLowerCase()))
  return Object.fromEntries(Object.entries(OPTIONS).filter(([name]) => !named.has(name.toLowerCase())))
}

/** The driver takes one named `test` where the address names none. */
function databaseIn(uri: string): string | undefined {
  return /^[^/]+\/\/[^/]+\/([^?]+)/.exec(uri)?.[1]
}

/**
 * Every query of `mongo-store.ts` is a range on one of these; the two unique ones of `log` decide all races. On a sharded cluster log and
 * posts are sharded by `cast`, which every index of theirs that has to be unique begins with.
 */
const indexes: Record<string, IndexDescription[]> = {
  casts: [
    { key: { slug: 1 }, unique: true },
    { key: { listed: 1, ended: 1, liveFrom: 1, number: -1 } },
    { key: { listed: 1, ended: 1, number: -1 } },
    { key: { owner: 1, number: -1 } },
  ],
  log: [
    { key: { cast: 1, rev: 1 }, unique: true },
    { key: { cast: 1, op: 1 }, unique: true },
    { key: { cast: 1, 'post.id': 1, rev: 1 } },
    { key: { at: 1, cast: 1 } },
  ],
  posts: [
    { key: { cast: 1, id: 1 }, unique: true },
    { key: { cast: 1, removed: 1, seq: -1 } },
    { key: { cast: 1, isKey: 1, seq: -1 } },
    { key: { cast: 1, rev: 1 } },
  ],
  marks: [{ key: { cast: 1, follower: 1 }, unique: true }],
  photos: [{ key: { cast: 1, post: 1, _id: 1 } }, { key: { cast: 1, _id: 1 } }, { key: { state: 1, at: 1 } }],
  photoBytes: [{ key: { photo: 1, file: 1, offset: 1 }, unique: true }],
  people: [{ key: { id: 1 }, unique: true }],
  links: [{ key: { person: 1 } }],
}

/** One by one: FerretDB 1.24 falls over several at a time when some are there. */
async function makeIndexes(db: Db): Promise<void> {
  for (const [collection, wanted] of Object.entries(indexes))
    for (const index of wanted) await db.collection(collection).createIndexes([index])
}
