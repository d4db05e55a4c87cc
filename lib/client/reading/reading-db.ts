import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { CastListing } from '../../shared/new-cast.ts'
import type { ReaderStart } from '../live/reader-event.ts'

/** A cast as it was last read on this device. */
export interface KeptCast {
  id: string
  slug: string
  isPrivate: boolean
  /** What a reader begins with. */
  start: ReaderStart
  /** Milliseconds of the device's clock. */
  keptAt: number
}

/** Who was signed in, and their own casts as they were last listed. */
export interface Listing {
  person: { id: string; name: string }
  casts: readonly CastListing[]
  /** The `before` of the page that follows. */
  next: number | null
  /** Milliseconds of the device's clock. */
  listedAt: number
}

export interface ReadingSchema extends DBSchema {
  casts: { key: string; value: KeptCast; indexes: { bySlug: string; byAge: number } }
  /** One: of whoever was signed in last. */
  listings: { key: string; value: Listing }
}
export type ReadingDb = IDBPDatabase<ReadingSchema>

/** Raised whenever something kept gets another shape, that of a reader's start included: a device then begins without copies. */
const SCHEMA = 2

/**
 * What was read, apart from what was written (`outbox/outbox-db.ts`): copies that the server has too, so that any trouble with them may be answered
 * by doing without.
 */
export function openReadingDb(): Promise<ReadingDb> {
  return openDB<ReadingSchema>('pushercast-reading', SCHEMA, {
    upgrade(db) {
      for (const name of [...db.objectStoreNames]) db.deleteObjectStore(name)
      const casts = db.createObjectStore('casts', { keyPath: 'id' })
      casts.createIndex('bySlug', 'slug')
      casts.createIndex('byAge', 'keptAt')
      db.createObjectStore('listings', { keyPath: 'person.id' })
    },
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
}
