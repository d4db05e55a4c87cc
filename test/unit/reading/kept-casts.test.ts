import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReaderStart } from '../../../lib/client/live/reader-event.ts'
import { nextReader, startReader } from '../../../lib/client/live/reader-state.ts'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import type { Listing } from '../../../lib/client/reading/reading-db.ts'
import { toStart } from '../../../lib/client/reading/to-start.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import { type ModelLog, modelLog } from '../../support/model-log.ts'

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory()) // a device on which nothing was read yet
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const { keep, read, forget, forgetPrivate } = keptCasts
const textsOf = async (id: string) => (await read(id))?.start.page.posts.map(({ text }) => text)

describe('the copy of a cast', () => {
  it('is given back as it was, by its id and by its address', async () => {
    const start = startOf(modelLog(['publish', 'settings', 'publish', 'publish', 'publish']), 5)
    const { id, slug } = start.cast.cast
    await keep(start, 17)
    const copy = { id, slug, isPrivate: false, start, keptAt: 17 }
    expect(await read(id)).toEqual(copy)
    expect(await read(slug)).toEqual(copy)
  })

  it('is nothing where the cast was not read on this device', async () => {
    expect(await read('bureks-first-birthday')).toBeNull()
    await keep(startOf(modelLog(['publish'])), 0)
    expect(await read('bureks-second-birthday')).toBeNull()
  })

  it('makes way for what was read later', async () => {
    const log = modelLog(['publish', 'publish'])
    await keep(startOf(log, 1), 1)
    await keep(startOf(log, 2), 2)
    expect(await read(log.castAt(0).id)).toMatchObject({ start: { page: { rev: 2 } }, keptAt: 2 })
  })

  it('stays when a page that has heard nothing for longer keeps what it knows', async () => {
    const log = modelLog(['publish', 'publish'])
    const { id } = log.castAt(0)
    await keep({ ...startOf(log, 2), at: 9 }, 10)
    await keep({ ...startOf(log, 1), at: 8 }, 11)
    expect(await read(id)).toMatchObject({ start: { page: { rev: 2 } }, keptAt: 10 })
    // A clock that was put back makes the copy one from the future, which holds nothing up.
    await keep({ ...startOf(log, 1), at: 3 }, 4)
    expect(await read(id)).toMatchObject({ start: { page: { rev: 1 } } })
  })

  it('goes when another cast has its address now', async () => {
    const [old, now] = [startOf(modelLog(['publish'])), startOf(modelLog(['publish', 'publish']), 2)]
    await keep(old, 1)
    await keep(now, 2)
    expect(await read(old.cast.cast.id)).toBeNull()
    expect(await read(now.cast.cast.slug)).toMatchObject({ id: now.cast.cast.id })
  })

  it('has no word left of a post once its author took it back (invariant 6)', async () => {
    const log = modelLog(['publish', 'publish', 'remove'])
    const reader = startReader(startOf(log, 2))
    await keep(toStart(reader), 1)
    expect(await textsOf(reader.cast.id)).toEqual(['post 2', 'post 1'])
    await keep(toStart(nextReader(reader, { type: 'event', event: log.event(3, 3), at: 2 })), 2)
    const [gone] = log.postsAt(2).filter(post => !log.postsAt(3).includes(post))
    expect(gone).toBeDefined()
    expect(JSON.stringify(await read(reader.cast.id))).not.toContain(gone?.text)
  })

  it('is the other history’s after a restart of the log, though that is shorter', async () => {
    const old = modelLog(['publish', 'publish', 'publish'])
    const restored = modelLog(['publish'], 'b')
    const { id } = old.castAt(0)
    await keep(startOf(old, 3), 1)
    await keep(startOf(restored, 1, { id }), 2)
    const start = startOf(restored, 1, { id })
    expect(await read(id)).toMatchObject({ start, keptAt: 2 })
    expect(await textsOf(id)).toEqual(['post 1'])
  })

  it('is gone when the cast may not be read any more, and no other is', async () => {
    const [mine, other] = [startOf(modelLog(['publish'])), startOf(modelLog(['publish']), 1, { slug: 'regatta' })]
    await keep(mine, 1)
    await keep(other, 2)
    await forget(mine.cast.cast.id)
    expect(await read(mine.cast.cast.id)).toBeNull()
    expect(await read('regatta')).not.toBeNull()
  })

  it('is one of thirty: those that were kept last', async () => {
    const starts = Array.from({ length: 32 }, (_, at) => startOf(modelLog(['publish']), 1, { slug: `cast-${at}` }))
    for (const [at, start] of starts.entries()) await keep(start, at === 0 ? 99 : at)
    const found = await Promise.all(starts.map(async ({ cast }) => (await read(cast.cast.slug))?.slug))
    expect(found.filter(Boolean)).toHaveLength(30)
    expect([found[0], found[1], found[2], found[3]]).toEqual(['cast-0', undefined, undefined, 'cast-3'])
  })

  it('is kept at once though the clock was put back behind the thirty others', async () => {
    const starts = Array.from({ length: 31 }, (_, at) => startOf(modelLog(['publish']), 1, { slug: `cast-${at}` }))
    for (const [at, start] of starts.entries()) await keep(start, at === 30 ? 10 : 1_000 + at)
    expect(await read('cast-30')).toMatchObject({ keptAt: 10 })
  })
})

describe('what only who was signed in may read', () => {
  beforeEach(() => keptCasts.keepListing(listingOf('person-1')))

  it('is not kept any more by a page that is still open', async () => {
    await forgetPrivate()
    const secret = startOf(modelLog(['publish']), 1, { visibility: 'private' })
    await keep(secret, 1)
    expect(await read(secret.cast.cast.id)).toBeNull()
  })

  it('goes when somebody else signs in, and stays with the same person', async () => {
    const secret = startOf(modelLog(['publish']), 1, { visibility: 'private' })
    await keep(secret, 1)
    await keptCasts.keepListing(listingOf('person-1'))
    expect(await read(secret.cast.cast.id)).not.toBeNull()
    await keptCasts.keepListing(listingOf('person-2'))
    expect(await read(secret.cast.cast.id)).toBeNull()
  })

  it('is let go of, and what anybody may read stays', async () => {
    const open = startOf(modelLog(['publish']), 1, { slug: 'regatta' })
    const secret = startOf(modelLog(['publish']), 1, { slug: 'surprise', visibility: 'private' })
    await keep(open, 1)
    await keep(secret, 2)
    await forgetPrivate()
    expect(await read('surprise')).toBeNull()
    expect(await read(secret.cast.cast.id)).toBeNull()
    expect(await read('regatta')).toMatchObject({ start: open })
  })

  it('goes by what the cast was when it was last read', async () => {
    const [closed, opened] = [modelLog(['publish']), modelLog(['publish'])]
    await keep(startOf(closed), 1)
    await keep(startOf(closed, 1, { visibility: 'private' }), 2)
    await keep(startOf(opened, 1, { visibility: 'private' }), 3)
    await keep(startOf(opened), 4)
    await forgetPrivate()
    expect(await read(closed.castAt(0).id)).toBeNull()
    expect(await read(opened.castAt(0).id)).not.toBeNull()
  })
})

function listingOf(id: string): Listing {
  return { person: { id, name: 'Somebody' }, casts: [], next: null, listedAt: 1 }
}

/** What a page of the cast begins with at `head`. */
function startOf(log: ModelLog, head = log.length, more: Partial<Cast> = {}): ReaderStart {
  const cast = log.castAnswer(head)
  return { cast: { ...cast, cast: { ...cast.cast, ...more } }, page: log.postsAnswer(head), at: 5 }
}
