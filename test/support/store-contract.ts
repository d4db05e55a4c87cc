import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type {
  LogEntry,
  NewCastRecord,
  PhotoRecord,
  Store,
  StoredPost,
  StoredState,
} from '../../lib/server/store/store.ts'
import { tipOf } from '../../lib/server/tip-of.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { NO_COUNTS } from '../../lib/shared/no-counts.ts'

/** A place that stores can be opened on: `open` twice gives two clients of the same data, as two processes have. */
export interface StorePlace {
  open(): Promise<Store>
  /** By which another process opens it. */
  env: Record<string, string>
  remove(): Promise<void>
}

/** What every adapter of the store port must do. Each adapter's test file calls this with its own place. */
export function storeContract(newPlace: () => Promise<StorePlace>): void {
  let place: StorePlace
  let store: Store
  let other: Store
  beforeEach(async () => {
    place = await newPlace()
    store = await place.open()
    other = await place.open()
  })
  afterEach(async () => {
    await store.close()
    await other.close()
    await place.remove()
  })

  describe('casts', () => {
    it('gives back a cast by its id and by its slug, from any client', async () => {
      const cast = newCast({ slug: 'regatta' })
      expect(await store.insertCast(cast)).toBe('inserted')
      const found = { ...cast, number: 1, position: { rev: 0, tip: '' }, counts: NO_COUNTS, settingsRev: 0 }
      expect(await other.readCast(cast.id)).toEqual(found)
      expect(await other.readCast('regatta')).toEqual(found)
      expect(await other.readCast('nobody')).toBeNull()
    })

    it('keeps the first of two casts with one slug, and tells which number was taken', async () => {
      const first = newCast({ slug: 'regatta' })
      await store.insertCast(first)
      expect(await other.insertCast(newCast({ slug: 'regatta' }))).toBe('slug_taken')
      expect(await other.insertCast({ ...first, slug: 'other' })).toBe('id_taken')
      expect(await other.isSlugTaken('regatta')).toBe(true)
      expect(await other.isSlugTaken('other')).toBe(false)
    })

    it('lists public casts by phase and leaves private ones out', async () => {
      const now = '2026-06-13T12:00:00.000Z'
      await store.insertCast(newCast({ slug: 'started', settings: { startsAt: '2026-06-13T11:00:00.000Z' } }))
      await store.insertCast(newCast({ slug: 'later', settings: { startsAt: '2026-06-15T11:00:00.000Z' } }))
      await store.insertCast(newCast({ slug: 'sooner', settings: { startsAt: '2026-06-14T11:00:00.000Z' } }))
      await store.insertCast(newCast({ slug: 'undated' }))
      await store.insertCast(newCast({ slug: 'hidden', settings: { visibility: 'private' } }))
      const posted = newCast({ slug: 'posted' })
      await store.insertCast(posted)
      await store.projectCast(posted.id, { position: { rev: 1, tip: 'aa' }, counts: { ...NO_COUNTS, posts: 1 } })
      const over = newCast({ slug: 'over' })
      await store.insertCast(over)
      const ended = { ...over.settings, endedAt: now }
      await store.projectCast(over.id, { position: { rev: 1, tip: 'aa' }, counts: NO_COUNTS, settings: ended })
      const slugs = async (phase: 'live' | 'upcoming' | 'past') =>
        (await other.listCasts({ phase, now, limit: 10 })).map(cast => cast.slug)
      expect(await slugs('live')).toEqual(['posted', 'started'])
      expect(await slugs('upcoming')).toEqual(['sooner', 'later', 'undated'])
      expect(await slugs('past')).toEqual(['over'])
    })

    it('pages through an owner’s casts, newest first', async () => {
      const owner = newId()
      for (const slug of ['a', 'b', 'c']) await store.insertCast(newCast({ slug, owner }))
      await store.insertCast(newCast({ slug: 'not-theirs' }))
      const first = await store.listCastsOf({ owner, limit: 2 })
      expect(first.map(cast => cast.slug)).toEqual(['c', 'b'])
      const rest = await store.listCastsOf({ owner, limit: 2, before: first[1]?.number })
      expect(rest.map(cast => cast.slug)).toEqual(['a'])
    })
  })

  describe('the log', () => {
    it('takes a rev once, whoever asks (invariant 4)', async () => {
      const cast = newId()
      expect(await store.insertEntry(newEntry({ cast, rev: 1 }))).toBe(true)
      expect(await other.insertEntry(newEntry({ cast, rev: 1 }))).toBe(false)
      expect(await other.insertEntry(newEntry({ cast, rev: 2 }))).toBe(true)
    })

    it('takes an op once per cast, whatever its rev (invariant 1)', async () => {
      const [cast, op] = [newId(), newId()]
      expect(await store.insertEntry(newEntry({ cast, rev: 1, op }))).toBe(true)
      expect(await other.insertEntry(newEntry({ cast, rev: 2, op }))).toBe(false)
      expect(await other.insertEntry(newEntry({ cast: newId(), rev: 1, op }))).toBe(true)
    })

    it('gives entries back as they were committed, in order and bounded', async () => {
      const cast = newId()
      const entries = [1, 2, 3].map(rev => newEntry({ cast, rev }))
      for (const entry of entries) await store.insertEntry(entry)
      expect(await other.readEntries({ cast, after: 1, limit: 10 })).toEqual(entries.slice(1))
      expect(await other.readEntries({ cast, after: 0, limit: 2 })).toEqual(entries.slice(0, 2))
      expect(await other.readEntryAt({ cast, rev: 2 })).toEqual(entries[1])
      expect(await other.readEntryByOp({ cast, op: entries[2]?.op ?? '' })).toEqual(entries[2])
      expect(await other.readEntryAt({ cast, rev: 4 })).toBeNull()
      expect(await other.readEntryByOp({ cast, op: newId() })).toBeNull()
    })

    it('has every rev once when four processes append at a time (invariants 1 and 4)', async () => {
      const cast = newCast({ slug: 'busy' })
      await store.insertOwner({ id: newId(), name: 'Owner', epoch: 1, passphrase: 'hash' })
      await store.insertCast(cast)
      const written = await Promise.all([1, 2, 3, 4].map(() => appendElsewhere(place, cast.id, 10)))
      const revs = Array.from({ length: 40 }, (_, at) => at + 1)
      expect(written.flat().sort((a, b) => a - b)).toEqual(revs)
      expect((await store.readEntries({ cast: cast.id, after: 0, limit: 100 })).map(({ rev }) => rev)).toEqual(revs)
      expect(await store.readCast(cast.id)).toMatchObject({ position: { rev: 40 }, counts: { posts: 40 } })
    }, 60_000)

    it('keeps settings entries too', async () => {
      const cast = newCast({ slug: 'x' })
      const { post, ...common } = newEntry({ cast: cast.id, rev: 1 })
      const entry: LogEntry = { ...common, kind: 'settings', settings: cast.settings }
      await store.insertEntry(entry)
      expect(await other.readEntries({ cast: cast.id, after: 0, limit: 1 })).toEqual([entry])
    })

    it('names the heads of all casts in pages, and the casts that changed lately, each once', async () => {
      const [quiet, busy] = [newCast({ slug: 'quiet' }), newCast({ slug: 'busy' })].sort((a, b) =>
        a.id < b.id ? -1 : 1,
      )
      if (!quiet || !busy) throw new Error('two casts')
      await store.insertCast(quiet)
      await store.insertCast(busy)
      await store.insertEntry(newEntry({ cast: busy.id, rev: 1, at: '2026-06-13T12:00:00.000Z' }))
      await store.insertEntry(newEntry({ cast: busy.id, rev: 2, at: '2026-06-13T12:01:00.000Z' }))
      expect(await other.listHeads({ limit: 1 })).toEqual([{ cast: quiet.id, rev: 0 }])
      expect(await other.listHeads({ after: quiet.id, limit: 1 })).toEqual([{ cast: busy.id, rev: 2 }])
      expect(await other.listChangedSince('2026-06-13T12:00:00.000Z')).toEqual([busy.id])
      expect(await other.listChangedSince('2026-06-13T12:02:00.000Z')).toEqual([])
    })
  })

  describe('what readers see', () => {
    it('replaces a post only by one of a higher rev (invariant 3)', async () => {
      const cast = newId()
      const post = newPost({ seq: 1, rev: 3, text: 'newer' })
      await store.projectPost(cast, post)
      await other.projectPost(cast, { ...post, rev: 1, text: 'older' })
      expect(await store.readPost({ cast, id: post.id })).toMatchObject({ text: 'newer' })
      await other.projectPost(cast, { ...post, rev: 4, text: 'newest' })
      expect(await store.readPost({ cast, id: post.id })).toMatchObject({ text: 'newest' })
    })

    it('never moves a cast back (invariant 3)', async () => {
      const cast = newCast({ slug: 'x' })
      await store.insertCast(cast)
      const settings = { ...cast.settings, title: 'Second' }
      await store.projectCast(cast.id, { position: { rev: 2, tip: 'bb' }, counts: NO_COUNTS, settings })
      await other.projectCast(cast.id, { position: { rev: 1, tip: 'aa' }, counts: { ...NO_COUNTS, posts: 1 } })
      await other.projectCast(cast.id, { position: { rev: 1, tip: 'aa' }, counts: NO_COUNTS, settings: cast.settings })
      const found = await store.readCast(cast.id)
      expect(found).toMatchObject({ position: { rev: 2, tip: 'bb' }, counts: NO_COUNTS, settings, settingsRev: 2 })
    })

    it('keeps the settings and their rev when a post moves the cast on', async () => {
      const cast = newCast({ slug: 'x' })
      await store.insertCast(cast)
      await store.projectCast(cast.id, { position: { rev: 1, tip: 'aa' }, counts: NO_COUNTS, settings: cast.settings })
      await store.projectCast(cast.id, { position: { rev: 2, tip: 'bb' }, counts: { ...NO_COUNTS, posts: 1 } })
      expect(await other.readCast(cast.id)).toMatchObject({
        position: { rev: 2 },
        settingsRev: 1,
        counts: { posts: 1 },
      })
    })

    it('pages posts by seq downwards, changes by rev upwards, and finds key moments', async () => {
      const cast = newId()
      const posts = [1, 2, 3, 4].map(seq => newPost({ seq, rev: seq, key: seq % 2 === 0 ? `key ${seq}` : null }))
      for (const post of posts) await store.projectPost(cast, post)
      const [first] = posts
      if (!first) throw new Error('a post')
      await store.projectPost(cast, { ...first, rev: 5, text: 'mended' })
      const seqs = (found: StoredState[]) => found.map(post => post.seq)
      expect(seqs(await other.readPosts({ cast, limit: 3 }))).toEqual([4, 3, 2])
      expect(seqs(await other.readPosts({ cast, before: 2, limit: 3 }))).toEqual([1])
      expect(seqs(await other.readPostsChanged({ cast, after: 2, upTo: 5, limit: 9 }))).toEqual([3, 4, 1])
      expect(seqs(await other.readPostsChanged({ cast, after: 2, upTo: 4, limit: 9 }))).toEqual([3, 4])
      expect(seqs(await other.readPostsChanged({ cast, after: 0, upTo: 5, limit: 1 }))).toEqual([2])
      expect(seqs(await other.readKeyMoments({ cast, limit: 9 }))).toEqual([4, 2])
    })
  })

  describe('a removed post', () => {
    it('is in no page and no list of key moments, but told as a change, and comes back by no older state (invariant 6)', async () => {
      const cast = newId()
      const posts = [1, 2, 3].map(seq => newPost({ seq, rev: seq, key: `key ${seq}` }))
      for (const post of posts) await store.projectPost(cast, post)
      const [first, second] = posts
      if (!first || !second) throw new Error('posts')
      const gone = { id: second.id, seq: 2, rev: 4, tip: 'bbbbbbbb', removed: true as const }
      await store.projectPost(cast, gone)
      await other.projectPost(cast, second)
      expect(await other.readPost({ cast, id: second.id })).toEqual(gone)
      expect((await other.readPosts({ cast, limit: 2 })).map(post => post.seq)).toEqual([3, 1])
      expect((await other.readKeyMoments({ cast, limit: 9 })).map(post => post.seq)).toEqual([3, 1])
      expect(await other.readPostsChanged({ cast, after: 3, upTo: 9, limit: 9 })).toEqual([gone])
    })

    it('leaves no words in its entries, which keep their place, their op and what says it is the same op again', async () => {
      const cast = newId()
      const first = newEntry({ cast, rev: 1 })
      const between = newEntry({ cast, rev: 2 })
      const revised = { ...newEntry({ cast, rev: 3 }), post: { ...first.post, rev: 3, text: 'mended' } }
      const later = { ...newEntry({ cast, rev: 4 }), post: { ...first.post, rev: 4, text: 'not asked for' } }
      const elsewhere = { ...newEntry({ cast: newId(), rev: 1 }), post: first.post }
      for (const entry of [first, between, revised, later, elsewhere]) await store.insertEntry(entry)
      for (const client of [store, other]) await client.blankEntries({ cast, post: first.post.id, below: 4 })
      const left = (entry: typeof first) => {
        const { id, seq, rev, tip } = entry.post
        return { ...entry, post: { id, seq, rev, tip, removed: true } }
      }
      expect(await other.readEntries({ cast, after: 0, limit: 9 })).toEqual([
        left({ ...first, post: { ...first.post, tip: first.tip } }),
        between,
        left({ ...revised, post: { ...revised.post, tip: revised.tip } }),
        later,
      ])
      expect(await other.readEntryAt({ cast: elsewhere.cast, rev: 1 })).toEqual(elsewhere)
    })
  })

  describe('marks', () => {
    it('move on and never back, each follower its own', async () => {
      const cast = newId()
      expect(await store.readMark({ cast, follower: 'a' })).toBeNull()
      await store.moveMark({ cast, follower: 'a', rev: 5, at: '2026-06-13T12:00:00.000Z' })
      await other.moveMark({ cast, follower: 'a', rev: 3, at: '2026-06-13T13:00:00.000Z' })
      expect(await store.readMark({ cast, follower: 'a' })).toEqual({ rev: 5, at: '2026-06-13T12:00:00.000Z' })
      expect(await store.readMark({ cast, follower: 'b' })).toBeNull()
    })
  })

  describe('photos', () => {
    const at = '2026-06-13T12:00:00.000Z'
    const newPhoto = (fields: object = {}): PhotoRecord => ({
      id: newId(),
      cast: newId(),
      post: newId(),
      bytes: 9,
      state: 'awaited',
      at,
      files: [],
      tries: 0,
      ...fields,
    })

    it('belong to the post that announced them first', async () => {
      const photo = newPhoto()
      expect(await store.claimPhoto(photo)).toEqual(photo)
      expect(await other.claimPhoto({ ...photo, post: newId(), bytes: 1 })).toEqual(photo)
      expect(await other.readPhoto(photo.id)).toEqual(photo)
      expect(await store.readPhoto(newId())).toBeNull()
    })

    it('are found by post, by cast and by how long they have been in a state', async () => {
      const [cast, post] = [newId(), newId()]
      const [first, second] = [newPhoto({ cast, post }), newPhoto({ cast, post, at: '2026-06-13T11:00:00.000Z' })]
      const third = newPhoto({ cast, at: '2026-06-13T13:00:00.000Z' })
      for (const photo of [third, second, first, newPhoto({ state: 'ready' })]) await store.claimPhoto(photo)
      expect(await other.listPhotosOf({ cast, post, limit: 10 })).toEqual([first, second])
      expect(await other.listPhotosOf({ cast, post, after: first.id, limit: 10 })).toEqual([second])
      expect(await other.listPhotosOf({ cast, limit: 2 })).toEqual([first, second])
      expect(await other.listPhotosOf({ cast, after: second.id, limit: 2 })).toEqual([third])
      const before = '2026-06-13T12:30:00.000Z'
      expect(await other.listPhotosIn({ state: 'awaited', before, limit: 10 })).toEqual([second, first])
      expect(await other.listPhotosIn({ state: 'awaited', before, limit: 1 })).toEqual([second])
    })

    it('move from one state to another, once', async () => {
      const photo = newPhoto()
      await store.claimPhoto(photo)
      const move = { id: photo.id, from: 'awaited', to: 'uploaded', at: '2026-06-13T13:00:00.000Z' } as const
      expect(await other.movePhoto(move)).toBe(true)
      expect(await store.movePhoto(move)).toBe(false)
      const made = { id: photo.id, from: 'uploaded', to: 'ready', at: move.at, files: ['320.webp'] } as const
      const tried = { ...made, to: 'uploaded', files: undefined, tries: 1 } as const
      expect(await store.movePhoto(tried)).toBe(true)
      expect(await store.movePhoto({ ...made, files: [...made.files] })).toBe(true)
      const moved = { ...photo, state: 'ready', at: move.at, files: ['320.webp'], tries: 1 }
      expect(await other.readPhoto(photo.id)).toEqual(moved)
      expect(await other.movePhoto({ ...move, id: newId() })).toBe(false)
    })

    it('have bytes that are only ever added at their end', async () => {
      const file = { photo: newId(), file: 'upload' }
      const text = (written: string) => new TextEncoder().encode(written)
      expect(await store.countBytes(file)).toBe(0)
      expect(await store.appendBytes({ ...file, offset: 1, bytes: text('too far') })).toBe(false)
      expect(await store.appendBytes({ ...file, offset: 0, bytes: text('eleven ') })).toBe(true)
      expect(await other.appendBytes({ ...file, offset: 0, bytes: text('ten') })).toBe(false)
      expect(await other.appendBytes({ ...file, offset: 7, bytes: text('dogs') })).toBe(true)
      expect(await store.countBytes(file)).toBe(11)
      const read = async (from: number) => {
        const part = await other.readBytes({ ...file, at: from })
        return part && { offset: part.offset, text: new TextDecoder().decode(part.bytes) }
      }
      expect(await read(6)).toEqual({ offset: 0, text: 'eleven ' })
      expect(await read(7)).toEqual({ offset: 7, text: 'dogs' })
      expect(await read(11)).toBeNull()
      expect(await other.readBytes({ ...file, file: '320.webp', at: 0 })).toBeNull()
    })

    it('take the bytes of one of many that add at the same place', async () => {
      const file = { photo: newId(), file: 'upload' }
      const adds = Array.from({ length: 8 }, (_, nth) =>
        [store, other][nth % 2]?.appendBytes({ ...file, offset: 0, bytes: new Uint8Array(nth + 1) }),
      )
      const done = await Promise.all(adds)
      expect(done.filter(Boolean)).toHaveLength(1)
      expect(await store.countBytes(file)).toBe(done.indexOf(true) + 1)
    })

    it('lose the bytes of one file, or all', async () => {
      const photo = newId()
      const count = (file: string) => other.countBytes({ photo, file })
      for (const file of ['upload', 'a', 'b'])
        await store.appendBytes({ photo, file, offset: 0, bytes: new Uint8Array(9) })
      await other.removeBytes({ photo, file: 'a' })
      expect([await count('upload'), await count('a'), await count('b')]).toEqual([9, 0, 9])
      await other.removeBytes({ photo })
      expect([await count('upload'), await count('b')]).toEqual([0, 0])
    })
  })

  describe('people', () => {
    const person = { id: newId(), name: 'Owner', epoch: 1, passphrase: 'hash' }

    it('takes one owner, the first', async () => {
      expect(await store.readOwner()).toBeNull()
      expect(await store.insertOwner(person)).toBe(true)
      expect(await other.insertOwner({ ...person, id: newId() })).toBe(false)
      expect(await other.readOwner()).toEqual(person)
      expect(await other.readPerson(person.id)).toEqual(person)
      expect(await other.readPerson(newId())).toBeNull()
    })

    it('raises the epoch with a new passphrase, and keeps a new name', async () => {
      await store.insertOwner(person)
      await other.setPassphrase(person.id, 'new')
      await other.renamePerson(person.id, 'Tomek')
      expect(await store.readOwner()).toEqual({ ...person, name: 'Tomek', epoch: 2, passphrase: 'new' })
    })

    it('takes over a person as another store has them', async () => {
      await store.insertOwner(person)
      const elsewhere = { ...person, name: 'Tomek', epoch: 5, passphrase: 'another' }
      await other.replacePerson(elsewhere)
      expect(await store.readOwner()).toEqual(elsewhere)
    })

    it('lets one browser claim a sign-in link, as often as it likes, until it expires', async () => {
      await store.insertSigninLink({ hash: 'h', person: person.id, expiresAt: '2026-06-14T12:00:00.000Z' })
      const now = '2026-06-13T12:00:00.000Z'
      expect(await store.claimSigninLink({ hash: 'h', browser: 'mine', now })).toBe(person.id)
      expect(await other.claimSigninLink({ hash: 'h', browser: 'mine', now })).toBe(person.id)
      expect(await other.claimSigninLink({ hash: 'h', browser: 'yours', now })).toBeNull()
      expect(await other.claimSigninLink({ hash: 'h', browser: 'mine', now: '2026-06-15T12:00:00.000Z' })).toBeNull()
      expect(await other.claimSigninLink({ hash: 'unknown', browser: 'mine', now })).toBeNull()
    })

    it('forgets sign-in links with a new passphrase', async () => {
      await store.insertOwner(person)
      await store.insertSigninLink({ hash: 'h', person: person.id, expiresAt: '2026-06-14T12:00:00.000Z' })
      await other.setPassphrase(person.id, 'new')
      const claim = { hash: 'h', browser: 'mine', now: '2026-06-13T12:00:00.000Z' }
      expect(await store.claimSigninLink(claim)).toBeNull()
    })

    it('keeps the secret of whoever came first', async () => {
      expect(await store.ensureSecret('fingerprint', 'one')).toBe('one')
      expect(await other.ensureSecret('fingerprint', 'two')).toBe('one')
      expect(await other.readSecret('fingerprint')).toBe('one')
      expect(await other.readSecret('nothing')).toBeNull()
    })
  })
}

/** The revs that another process got for its posts. */
async function appendElsewhere({ env }: StorePlace, cast: string, posts: number): Promise<number[]> {
  const script = ['--import', 'tsx', 'test/support/append-posts.ts', cast, String(posts)]
  const { stdout } = await promisify(execFile)(process.execPath, script, {
    env: { ...process.env, MONGODB_URI: '', ...env },
  })
  return JSON.parse(stdout)
}

function newCast({
  slug,
  owner = newId(),
  settings = {},
}: {
  slug: string
  owner?: string
  settings?: object
}): NewCastRecord {
  const id = newId()
  return {
    id,
    slug,
    owner,
    createdAt: '2026-06-13T10:00:00.000Z',
    settings: {
      title: slug,
      summary: '',
      visibility: 'public',
      startsAt: null,
      endedAt: null,
      timeZone: 'UTC',
      lang: 'en',
      pinned: null,
      channel: `cast-${id}`,
      ...settings,
    },
  }
}

function newPost({
  seq,
  rev,
  key = null,
  text = `post ${seq}`,
}: {
  seq: number
  rev: number
  key?: string | null
  text?: string
}): StoredPost {
  const at = '2026-06-13T12:00:00.000Z'
  return {
    id: newId(),
    seq,
    rev,
    tip: 'aaaaaaaa',
    author: { id: newId(), name: 'Ania' },
    text,
    key,
    capturedAt: at,
    receivedAt: at,
  }
}

function newEntry({
  cast,
  rev,
  op = newId(),
  at = '2026-06-13T12:00:00.000Z',
}: {
  cast: string
  rev: number
  op?: string
  at?: string
}) {
  const common = { cast, rev, op, tip: tipOf(op), fingerprint: 'f', counts: NO_COUNTS, at, by: newId() }
  return { ...common, kind: 'post' as const, post: newPost({ seq: rev, rev }) }
}
