import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import type { Listing } from '../../../lib/client/reading/reading-db.ts'
import { modelLog } from '../../support/model-log.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory()) // a device on which nothing was read yet
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const { keepListing, readListing, forgetPrivate } = keptCasts
const TOMEK = { id: 'person-1', name: 'Tomek' }
const ANIA = { id: 'person-2', name: 'Ania' }

describe('a person’s kept listing', () => {
  it('is given back as it was', async () => {
    const listing = listingOf(TOMEK, 1)
    await keepListing(listing)
    expect(await readListing(TOMEK.id)).toEqual(listing)
  })

  it('is given to that person only', async () => {
    await keepListing(listingOf(TOMEK, 1))
    expect(await readListing(ANIA.id)).toBeNull()
    await keepListing(listingOf(ANIA, 2))
    expect(await readListing(ANIA.id)).toEqual(listingOf(ANIA, 2))
    expect(await readListing(TOMEK.id)).toBeNull()
  })

  it('makes way for what was listed later', async () => {
    await keepListing(listingOf(TOMEK, 1))
    await keepListing({ ...listingOf(TOMEK, 2), casts: [], next: null })
    expect(await readListing(TOMEK.id)).toEqual({ person: TOMEK, casts: [], next: null, listedAt: 2 })
  })

  it('says who was here last where that is not known otherwise', async () => {
    expect(await readListing(null)).toBeNull()
    await keepListing(listingOf(ANIA, 1))
    await keepListing(listingOf(TOMEK, 2))
    expect(await readListing(null)).toEqual(listingOf(TOMEK, 2))
    await keepListing(listingOf(ANIA, 3))
    expect(await readListing(null)).toEqual(listingOf(ANIA, 3))
  })

  it('is gone with what only who was signed in may read', async () => {
    await keepListing(listingOf(TOMEK, 1))
    await keepListing(listingOf(ANIA, 2))
    await forgetPrivate()
    expect(await Promise.all([TOMEK.id, ANIA.id, null].map(readListing))).toEqual([null, null, null])
  })

  it('asks the disk, not the system’s memory, before it says that it is kept', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await keepListing(listingOf(TOMEK, 1))
    const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite')
    expect(writes).toEqual([[['casts', 'listings'], 'readwrite', { durability: 'strict' }]])
  })
})

const cast = { ...modelLog(['publish']).castAt(1), newest: { text: 'post 1', capturedAt: '2026-06-13T12:36:00.000Z' } }

function listingOf(person: Listing['person'], listedAt: number): Listing {
  return { person, casts: [cast], next: 30, listedAt }
}
