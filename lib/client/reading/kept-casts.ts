import type { ReaderStart } from '../live/reader-event.ts'
import { type KeptCast, type Listing, openReadingDb, type ReadingDb } from './reading-db.ts'

/** Copies of what was read, for when there is no network. A device that cannot keep them does without: nothing here ever rejects. */
export const keptCasts = {
  /** The copy of a cast, by id or slug. */
  read(idOrSlug: string): Promise<KeptCast | null> {
    return orElse(null, async db => {
      const found = (await db.get('casts', idOrSlug)) ?? (await db.getFromIndex('casts', 'bySlug', idOrSlug))
      return found ?? null
    })
  },
  /** Keeps a copy in place of the one before, and lets go of the oldest when there are many. */
  keep(start: ReaderStart, keptAt: number): Promise<void> {
    return orElse(undefined, async db => {
      const { id, slug, visibility } = start.cast.cast
      await db.put('casts', { id, slug, isPrivate: visibility === 'private', start, keptAt })
      const ids = await db.getAllKeysFromIndex('casts', 'byAge')
      await Promise.all(ids.slice(0, -CASTS_MAX).map(old => db.delete('casts', old)))
    })
  },
  /** Lets go of a cast that may not be read here any more. */
  forget(id: string): Promise<void> {
    return orElse(undefined, db => db.delete('casts', id))
  },
  /** Lets go of everything that only who was signed in may read. */
  forgetPrivate(): Promise<void> {
    return orElse(undefined, async db => {
      await db.clear('listings')
      const casts = await db.getAll('casts')
      await Promise.all(casts.filter(cast => cast.isPrivate).map(({ id }) => db.delete('casts', id)))
    })
  },
  /** A person's listing; without a person that of whoever was here last. */
  readListing(person: string | null): Promise<Listing | null> {
    return orElse(null, async db => {
      if (person !== null) return (await db.get('listings', person)) ?? null
      return (await db.getAllFromIndex('listings', 'byAge')).at(-1) ?? null
    })
  },
  /** On the disk when it is done: who is here must be known after a cold start without a network, or nothing of theirs can be shown. */
  keepListing(listing: Listing): Promise<void> {
    return orElse(undefined, async db => {
      const tx = db.transaction('listings', 'readwrite', { durability: 'strict' })
      await Promise.all([tx.store.put(listing), tx.done])
    })
  },
}
export type KeptCasts = typeof keptCasts

/** A copy of a cast is about 100 KB at the most. */
const CASTS_MAX = 30

async function orElse<T>(otherwise: T, work: (db: ReadingDb) => Promise<T>): Promise<T> {
  try {
    const db = await openReadingDb()
    try {
      return await work(db)
    } finally {
      db.close()
    }
  } catch {
    return otherwise // a blocked or full storage, or a connection that the system ended: there is no copy then
  }
}
