import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { mongoStore } from './mongo-store.ts'
import { sqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'

export type StorePlace = Pick<Config, 'dataDir' | 'mongodbUri'>

/** The store of this installation, made if there is none. A database elsewhere is asked at the first call. Throws `ConfigError`. */
export function openStore({ dataDir, mongodbUri }: StorePlace): Store {
  return mongodbUri === undefined ? sqliteStore(sqliteFile(dataDir)) : mongoStore(mongodbUri)
}

/** Whether there can be something in it: of a database elsewhere nobody knows before it is asked. */
export function mayHaveStore({ dataDir, mongodbUri }: StorePlace): boolean {
  return mongodbUri !== undefined || existsSync(sqliteFile(dataDir))
}

/** Where the data is without a database elsewhere. */
export function sqliteFile(dataDir: string): string {
  return join(dataDir, 'pushercast.db')
}
