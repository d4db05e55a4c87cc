import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { sqliteStore } from './sqlite-store.ts'
import type { Store } from './store.ts'

type Place = Pick<Config, 'dataDir'>

/** The store of this installation, made if there is none. */
export function openStore(place: Place): Store {
  return sqliteStore(fileOf(place))
}

/** Whether this installation was started before. */
export function hasStore(place: Place): boolean {
  return existsSync(fileOf(place))
}

function fileOf({ dataDir }: Place): string {
  return join(dataDir, 'pushercast.db')
}
