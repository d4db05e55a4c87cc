import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { deleteDB, openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { openReadingDb } from '../../../lib/client/reading/reading-db.ts'
import { modelLog } from '../../support/model-log.ts'

const NAME = 'pushercast-reading'
const log = modelLog(['publish', 'publish'])
const startAt = (head: number) => ({ cast: log.castAnswer(head), page: log.postsAnswer(head), at: 0 })
const { id } = log.castAt(0)
const listing = { person: { id: 'person-1', name: 'Tomek' }, casts: [], next: null, listedAt: 1 }

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory()) // a device on which nothing was read yet
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

describe('the database of what was read', () => {
  it('makes way for a tab that brings it further, with what is in it', async () => {
    await keptCasts.keep(startAt(1), 1)
    await openReadingDb() // and stays open, as in a tab that lies in the background
    const newer = await openDB(NAME, 3)
    expect(await newer.get('casts', id)).toMatchObject({ keptAt: 1 })
    newer.close()
  })

  it('begins without copies where they have another shape than this app’s', async () => {
    const older = await openDB(NAME, 1, {
      upgrade(db) {
        for (const name of ['casts', 'listings', 'more']) db.createObjectStore(name, { keyPath: 'id' })
      },
    })
    await older.put('casts', { id, slug: 'odd' })
    older.close()
    expect(await keptCasts.read(id)).toBeNull()
    await keptCasts.keep(startAt(1), 1)
    expect(await keptCasts.read(id)).toMatchObject({ keptAt: 1 })
  })

  it('keeps nobody waiting for a tab that holds an older one and does not let go', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const frozen = await openDB(NAME, 1)
    const reading = keptCasts.read(id)
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await reading).toBeNull()
    vi.useRealTimers()
    frozen.close()
    expect(await keptCasts.read(id)).toBeNull() // behind the one that waited
  })

  it('is not held open once something was read or kept', async () => {
    const closes = vi.spyOn(IDBDatabase.prototype, 'close')
    await keptCasts.keep(startAt(1), 1)
    await keptCasts.read(id)
    expect(closes).toHaveBeenCalledTimes(2)
    await deleteDB(NAME, { blocked: () => expect.unreachable('a connection was left open') })
  })
})

/** What a device may do instead of keeping. */
const troubles: [string, () => unknown][] = [
  ['has no storage', () => vi.stubGlobal('indexedDB', undefined)],
  ['does not allow it', () => vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(fail('SecurityError'))],
  ['was used by a newer app', async () => (await openDB(NAME, 99)).close()],
  ['ends its connections', endConnections],
]

describe.each(troubles)('a device that %s', (_what, arrange) => {
  it('has no copies, and nobody hears of a failure', async () => {
    await arrange()
    await keptCasts.keep(startAt(1), 1)
    await keptCasts.keepListing(listing)
    expect(await keptCasts.read(id)).toBeNull()
    expect(await keptCasts.readListing('person-1')).toBeNull()
    expect(await keptCasts.readListing(null)).toBeNull()
    expect(await keptCasts.forget(id)).toBeUndefined()
    expect(await keptCasts.forgetPrivate()).toBeUndefined()
  })
})

describe('a device that is full', () => {
  it('still has the copies from before, and nobody hears of a failure', async () => {
    await keptCasts.keep(startAt(1), 1)
    await keptCasts.keepListing(listing)
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(fail('QuotaExceededError'))
    await keptCasts.keep(startAt(2), 2)
    await keptCasts.keepListing({ ...listing, listedAt: 2 })
    expect(await keptCasts.read(id)).toMatchObject({ start: startAt(1), keptAt: 1 })
    expect(await keptCasts.readListing('person-1')).toEqual(listing)
  })

  it('keeps again once there is room', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(fail('QuotaExceededError'))
    await keptCasts.keep(startAt(1), 1)
    put.mockRestore()
    await keptCasts.keep(startAt(2), 2)
    expect(await keptCasts.read(id)).toMatchObject({ keptAt: 2 })
  })
})

async function endConnections(): Promise<void> {
  const db = await openReadingDb() // made while all was well
  db.close()
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(fail('InvalidStateError'))
}

function fail(name: string): () => never {
  return () => {
    throw new DOMException('as a browser says it', name)
  }
}
