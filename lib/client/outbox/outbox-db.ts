import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb'
import type { Draft } from '../composer/draft.ts'
import type { KeptPhoto } from '../photos/kept-photo.ts'
import type { SharedIn } from '../shared-in/shared-in.ts'
import type { OutboxEntry, Owner } from './outbox-entry.ts'

export interface OutboxSchema extends DBSchema {
  entries: {
    key: number
    value: OutboxEntry
    indexes: { byState: OutboxEntry['state']; byOwner: [person: string, cast: string]; byOp: string }
  }
  drafts: { key: [person: string, cast: string]; value: Draft & Owner }
  photos: {
    key: string
    value: KeptPhoto
    indexes: { byState: KeptPhoto['state']; byOwner: [person: string, cast: string] }
  }
  /** By the id of their photo: what is shown and what is sent need not be read together. */
  photoFiles: { key: string; value: ArrayBuffer }
  /** What a person has chosen for this device, by its name. */
  choices: { key: 'wifiOnly'; value: boolean }
  shared: { key: string; value: SharedIn }
  /** Who may flush, where there are no Web Locks. Times in milliseconds of the device's clock. */
  leases: { key: string; value: Lease }
}

export interface Lease {
  name: string
  holder: string
  since: number
  until: number
}
export type OutboxDb = IDBPDatabase<OutboxSchema>
type Upgrade = IDBPTransaction<OutboxSchema, StoreNames<OutboxSchema>[], 'versionchange'>

/**
 * What brings a device from version n to n + 1. Never edited, only added to: an app that nobody has opened for a year comes with everything that
 * was unsent then. Nothing is deleted here.
 */
export const migrations: readonly ((db: OutboxDb, tx: Upgrade) => void)[] = [
  db => {
    const entries = db.createObjectStore('entries', { keyPath: 'key', autoIncrement: true })
    entries.createIndex('byState', 'state')
    entries.createIndex('byOwner', ['person', 'cast'])
    entries.createIndex('byOp', 'ask.op', { unique: true })
    db.createObjectStore('drafts', { keyPath: ['person', 'cast'] })
    db.createObjectStore('leases', { keyPath: 'name' })
  },
  db => {
    const photos = db.createObjectStore('photos', { keyPath: 'id' })
    photos.createIndex('byState', 'state')
    photos.createIndex('byOwner', ['person', 'cast'])
    db.createObjectStore('photoFiles')
    db.createObjectStore('choices')
  },
  db => void db.createObjectStore('shared', { keyPath: 'id' }),
]

/**
 * Opens the outbox's database and brings it to the newest schema. `onLost`: the connection is gone (iOS ends it in the background), or another tab
 * needs it gone to bring the schema further; the next use opens another one.
 */
export function openOutboxDb(onLost: () => void, name = OUTBOX_DB): Promise<OutboxDb> {
  return openDB<OutboxSchema>(name, migrations.length, {
    upgrade(db, from, _to, tx) {
      for (const migrate of migrations.slice(from)) migrate(db, tx)
    },
    blocking(_current, _blocked, event) {
      onLost()
      if (event.target instanceof IDBDatabase) event.target.close()
    },
    terminated: onLost,
  })
}

const OUTBOX_DB = 'pushercast-outbox'

// Chrome 121 made `relaxed` the default: "done" then means "in the OS buffer", and the composer is cleared on our word.
// https://developer.chrome.com/blog/indexeddb-durability-mode-now-defaults-to-relaxed
export const STRICT = { durability: 'strict' } as const

/** The key of what there is one of for a person and a cast. */
export function keyOf({ person, cast }: Owner): [string, string] {
  return [person, cast]
}
