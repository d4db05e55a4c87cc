import { join } from 'node:path'
import type { Config } from '../config.ts'
import { sqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'

/** The store of this installation. */
export function openStore({ dataDir }: Pick<Config, 'dataDir'>): Store {
  return sqliteStore(join(dataDir, 'pushercast.db'))
}
