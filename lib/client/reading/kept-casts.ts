import type { IDBPObjectStore, IDBPTransaction } from 'idb'
import type { ReaderStart } from '../live/reader-event.ts'
import { type KeptCast, type Listing, openReadingDb, type ReadingDb, type ReadingSchema } from './reading-db.ts'

/** Copies of what was read, for when there is no network. A device that cannot keep them does without: nothing here ever rejects. */
export const keptCasts = {
  /** The copy of a cast, by id or slug. */
  read(idOrSlug: string): Promise<KeptCast | null> {
    return orElse(null, async db => {
      const found = (await db.get('casts', idOrSlug)) ?? (await db.getFromIndex('casts', 'bySlug', idOrSlug))
      return found ?? null
    })
  },
  /**
   * Keeps a copy in place of the one before, and lets go of the oldest when there are many. Not that of a page which has known less for longer, nor
   * a private one when nobody is signed in any more.
   */
  keep(start: ReaderStart, keptAt: number): Promise<void> {
    return orElse(undefined, async db => {
      const { id, slug, visibility } = start.cast.cast
      const isPrivate = visibility === 'private'
      const tx = db.transaction(['casts', 'listings'], 'readwrite')
      const casts = tx.objectStore('casts')
      const write = async () => {
        const before = await casts.get(id)
        const isAllowed = !isPrivate || (await tx.objectStore('listings').count()) > 0
        if (!isAllowed || (before && knowsMore(before, start, keptAt))) return
        await casts.put({ id, slug, isPrivate, start, keptAt })
        await makeRoom(casts, { id, slug })
      }
      await Promise.all([write(), tx.done])
    })
  },
  /** Lets go of a cast that may not be read here any more. */
  forget(id: string): Promise<void> {
    return orElse(undefined, db => db.delete('casts', id))
  },
  /** Lets go of everything that only who was signed in may read. */
  forgetPrivate(): Promise<void> {
    return orElse(undefined, async db => {
      const tx = db.transaction(['casts', 'listings'], 'readwrite')
      await Promise.all([forgetPerson(tx), tx.done])
    })
  },
  /** The listing of the person who was here last; null where that is not `person`, if one is named. */
  readListing(person: string | null): Promise<Listing | null> {
    return orElse(null, async db => {
      const [listing] = await db.getAll('listings')
      return listing && (person === null || listing.person.id === person) ? listing : null
    })
  },
  /**
   * Keeps a person's listing; what another one could read here goes. On the disk when it is done: who is here must be known after a cold start
   * without a network, or nothing of theirs can be shown.
   */
  keepListing(listing: Listing): Promise<void> {
    return orElse(undefined, async db => {
      const tx = db.transaction(['casts', 'listings'], 'readwrite', { durability: 'strict' })
      const listings = tx.objectStore('listings')
      const write = async () => {
        if ((await listings.count(listing.person.id)) === 0) await forgetPerson(tx)
        await listings.put(listing)
      }
      await Promise.all([write(), tx.done])
    })
  },
}
export type KeptCasts = typeof keptCasts

type Writing = IDBPTransaction<ReadingSchema, ['casts', 'listings'], 'readwrite'>
type Casts = IDBPObjectStore<ReadingSchema, ['casts', 'listings'], 'casts', 'readwrite'>

/** A page that hears nothing holds what it has, while another one has kept something newer. A time that is still to come is from a wrong clock. */
function knowsMore({ start: before }: KeptCast, start: ReaderStart, now: number): boolean {
  return before.at > start.at && before.at <= now
}

/** Lets go of the oldest copies, and of another cast that had this one's address. */
async function makeRoom(casts: Casts, { id, slug }: Pick<KeptCast, 'id' | 'slug'>): Promise<void> {
  const namesakes = await casts.index('bySlug').getAllKeys(slug)
  const byAge = await casts.index('byAge').getAllKeys()
  const old = [...namesakes, ...byAge.slice(0, -CASTS_MAX)].filter(other => other !== id)
  await Promise.all(old.map(other => casts.delete(other)))
}

async function forgetPerson(tx: Writing): Promise<void> {
  await tx.objectStore('listings').clear()
  const casts = tx.objectStore('casts')
  const all = await casts.getAll()
  await Promise.all(all.filter(({ isPrivate }) => isPrivate).map(({ id }) => casts.delete(id)))
}

/** A copy of a cast is about 100 KB at the most. */
const CASTS_MAX = 30

async function orElse<T>(otherwise: T, work: (db: ReadingDb) => Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  // A frozen tab that holds an older schema lets nobody in, and no page should wait for that.
  const tooLong = new Promise<T>(resolve => {
    timer = setTimeout(() => resolve(otherwise), PATIENCE_MS)
  })
  return Promise.race([inDb(work).catch(() => otherwise), tooLong]).finally(() => clearTimeout(timer))
}

const PATIENCE_MS = 3_000

/** Rejects where the storage is blocked or full, or the system ended the connection. */
async function inDb<T>(work: (db: ReadingDb) => Promise<T>): Promise<T> {
  const db = await openReadingDb()
  try {
    return await work(db)
  } finally {
    db.close()
  }
}
