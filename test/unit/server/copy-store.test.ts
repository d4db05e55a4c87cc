import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { applyOps } from '../../../lib/server/apply-ops.ts'
import { createCast } from '../../../lib/server/create-cast.ts'
import { settlePhoto } from '../../../lib/server/photos/settle-photo.ts'
import { copyStore } from '../../../lib/server/store/copy-store.ts'
import { mongoStore } from '../../../lib/server/store/mongo-store.ts'
import { sqliteStore } from '../../../lib/server/store/sqlite-store.ts'
import { type Store, UPLOAD } from '../../../lib/server/store/store.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp, removeOp, reviseOp, settingsOp } from '../../support/arrange-log.ts'
import { launchCli, newFolder } from '../../support/cli.ts'
import { newDatabase } from '../../support/mongo-database.ts'

const { TEST_MONGODB_URI: server = '' } = process.env

describe('copying an installation', () => {
  it.skipIf(server === '')(
    'brings all of it to MongoDB and back, the same',
    async () => {
      const { store } = await arrangeInstallation()
      const inMongo = newMongo()
      const back = await newSqlite()
      expect(await copyStore(store, inMongo, () => {})).toEqual({ casts: 3, entries: 19 })
      await copyStore(inMongo, back, () => {})
      expect(await everythingIn(inMongo)).toEqual(await everythingIn(store))
      expect(await everythingIn(back)).toEqual(await everythingIn(store))
    },
    60_000,
  )

  const stores: [name: string, open: () => Store | Promise<Store>][] = [['SQLite', newSqlite]]
  if (server !== '') stores.push(['MongoDB', newMongo])
  it.each(stores)('brings photos to %s: those that are there, on their way, and gone', async (_name, newStore) => {
    const { store, send, photos } = await arrangePhotos()
    const copy = await newStore()
    await copyStore(store, copy, () => {})
    expect(await photosIn(copy, photos)).toEqual(await photosIn(store, photos))
    const [ready, coming] = photos
    await store.appendBytes({ photo: coming?.id ?? '', file: UPLOAD, offset: 9, bytes: new Uint8Array(3) })
    await send([removeOp(ready?.post ?? '')])
    await copyStore(store, copy, () => {})
    expect(await photosIn(copy, photos)).toEqual(await photosIn(store, photos))
    expect(await copy.countBytes({ photo: ready?.id ?? '', file: '320.webp' })).toBe(0)
  })

  it('leaves a photo that has come since as just uploaded, so that it is said again', async () => {
    const { store, photos } = await arrangePhotos()
    const [, coming] = photos
    const awaited = await store.readPhoto(coming?.id ?? '')
    const copy = await newSqlite()
    const meanwhile: Store = {
      ...store,
      async listPhotosOf(query) {
        if (awaited?.state === 'awaited') {
          await store.appendBytes({ photo: awaited.id, file: '400.webp', offset: 0, bytes: new Uint8Array(6).fill(5) })
          await settlePhoto(store, awaited, { outcome: { width: 400, height: 300 }, now: NOON })
        }
        return store.listPhotosOf(query)
      },
    }
    await copyStore(meanwhile, copy, () => {})
    expect(await copy.readPhoto(coming?.id ?? '')).toMatchObject({ state: 'uploaded', files: [], bytes: 6 })
    expect(await copy.countBytes({ photo: coming?.id ?? '', file: UPLOAD })).toBe(6)
  })

  it('begins a photo again that it was stopped in', async () => {
    const { store, photos } = await arrangePhotos()
    const copy = await newSqlite()
    const dies: Store = {
      ...copy,
      claimPhoto: () => Promise.reject(new Error('stopped')),
    }
    await expect(copyStore(store, dies, () => {})).rejects.toThrow('stopped')
    await copyStore(store, copy, () => {})
    expect(await photosIn(copy, photos)).toEqual(await photosIn(store, photos))
  })

  it('goes on where it was stopped, and takes what was posted since', async () => {
    const { store, send } = await arrangeInstallation()
    const copy = await newSqlite()
    const dies = (done: number) => {
      if (done > 12) throw new Error('stopped')
    }
    await expect(copyStore(store, copy, dies)).rejects.toThrow('stopped')
    await send([publishOp('one more')])
    expect((await copyStore(store, copy, () => {})).entries).toBe(20)
    expect(await everythingIn(copy)).toEqual(await everythingIn(store))
    expect((await copyStore(store, copy, () => {})).entries).toBe(20)
  })

  it('is of one moment of each cast, while others go on posting', async () => {
    const { store, send } = await arrangeInstallation()
    const copy = await newSqlite()
    let posted: Promise<unknown> | undefined
    const meanwhile: Store = {
      ...store,
      async readEntries(query) {
        if (query.limit < 100) posted ??= send([publishOp('meanwhile')])
        await posted
        return store.readEntries(query)
      },
    }
    expect((await copyStore(meanwhile, copy, () => {})).entries).toBe(19)
    expect((await copyStore(store, copy, () => {})).entries).toBe(20)
    expect(await everythingIn(copy)).toEqual(await everythingIn(store))
  })

  it('does not bring back a passphrase that was changed since', async () => {
    const { store } = await arrangeInstallation()
    const copy = await newSqlite()
    await copyStore(store, copy, () => {})
    const owner = await store.readOwner()
    await store.setPassphrase(owner?.id ?? '', 'the new one')
    await copyStore(store, copy, () => {})
    expect(await copy.readOwner()).toMatchObject({ passphrase: 'the new one', epoch: 2 })
  })

  it.skipIf(server === '')(
    'makes a backup of MongoDB that is one file, with all of it',
    async () => {
      const { store } = await arrangeInstallation()
      const { uri, remove } = newDatabase(server)
      onTestFinished(remove)
      const inMongo = mongoStore(uri)
      await copyStore(store, inMongo, () => {})
      await inMongo.close()
      const folder = newFolder()
      const file = join(folder, 'backup.db')
      expect(await launchCli(['backup', file], { MONGODB_URI: uri, DATA_DIR: folder }).ended).toBe(0)
      expect(await readdir(folder)).toEqual(['backup.db'])
      const backup = sqliteStore(file)
      expect(await everythingIn(backup)).toEqual(await everythingIn(store))
      await backup.close()
    },
    60_000,
  )

  it('says how far it is', async () => {
    const { store } = await arrangeInstallation()
    const told: string[] = []
    await copyStore(store, await newSqlite(), (done, of) => told.push(`${done} of ${of}`))
    expect(told.at(-1)).toBe('19 of 19')
    expect(told.length).toBeGreaterThan(2)
  })

  it.each([
    ['is another installation', async () => (await arrangeInstallation()).store, /another installation/],
    [
      'has gone on by itself',
      async (store: Store) => {
        const copy = await newSqlite()
        await copyStore(store, copy, () => {})
        const [{ cast } = { cast: '' }] = await copy.listHeads({ limit: 1 })
        await appendAs(copy, cast, 'elsewhere')
        return copy
      },
      /has gone on in the one to copy to/,
    ],
  ])('changes nothing of a store that %s', async (_what, arrange, words) => {
    const { store } = await arrangeInstallation()
    const other = await arrange(store)
    const before = await everythingIn(other)
    await expect(copyStore(store, other, () => {})).rejects.toThrow(words)
    expect(await everythingIn(other)).toEqual(before)
  })
})

/** Three casts with 19 changes of every kind. */
async function arrangeInstallation() {
  const { store, author, send } = await arrangeLog()
  const posts = Array.from({ length: 10 }, (_, at) => publishOp(`post ${at}`, at % 3 === 0 ? { key: `key ${at}` } : {}))
  await send(posts)
  const [first, second] = posts.map(({ post }) => post.id)
  await send([reviseOp(first ?? '', 1, { text: 'mended' }), removeOp(second ?? ''), settingsOp({ title: 'Renamed' })])
  await store.ensureSecret('fingerprint', newId())
  for (const title of ['Regatta', 'Election']) {
    const { cast } = await createCast(store, author, { id: newId(), title, visibility: 'private' }, NOON)
    for (const rev of [1, 2, 3]) await appendAs(store, cast.id, `${title} ${rev}`)
  }
  return { store, send }
}

/** One that is ready, one of which a part has come, and one whose post is gone. */
async function arrangePhotos() {
  const { store, send } = await arrangeLog()
  const photos = Array.from({ length: 3 }, () => ({ id: newId(), post: newId() }))
  for (const { id, post } of photos) {
    const media = [{ id, width: 400, height: 300, thumbhash: '', alt: '', bytes: 12 }]
    await send([publishOp('Look', { id: post, media })])
    await store.appendBytes({ photo: id, file: UPLOAD, offset: 0, bytes: new Uint8Array(9).fill(7) })
  }
  const [ready, , gone] = photos
  await store.appendBytes({ photo: ready?.id ?? '', file: '320.webp', offset: 0, bytes: new Uint8Array(5) })
  await store.appendBytes({ photo: ready?.id ?? '', file: '320.webp', offset: 5, bytes: new Uint8Array(4).fill(1) })
  const awaited = await store.readPhoto(ready?.id ?? '')
  if (awaited === null) throw new Error('a photo')
  await settlePhoto(store, awaited, { outcome: { width: 400, height: 300 }, now: NOON })
  await send([removeOp(gone?.post ?? '')])
  return { store, send, photos }
}

async function photosIn(store: Store, photos: { id: string }[]) {
  const found = photos.map(async ({ id }) => ({
    record: await store.readPhoto(id),
    upload: await store.countBytes({ photo: id, file: UPLOAD }),
    bytes: (await store.readBytes({ photo: id, file: '320.webp', at: 7 }))?.bytes.toString(),
  }))
  return Promise.all(found)
}

async function appendAs(store: Store, cast: string, text: string): Promise<void> {
  const author = await store.readOwner()
  if (author === null) throw new Error('an owner')
  const body = { author: author.id, sentAt: new Date(NOON).toISOString(), ops: [publishOp(text)] }
  await applyOps({ store, secret: 'secret', now: NOON }, { author, cast, body })
}

async function newSqlite(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'copy-'))
  const store = sqliteStore(join(folder, 'pushercast.db'))
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true })
  })
  return store
}

function newMongo(): Store {
  const { uri, remove } = newDatabase(server)
  const store = mongoStore(uri)
  onTestFinished(async () => {
    await store.close()
    await remove()
  })
  return store
}

/** All that readers and writers can ever ask it for. */
async function everythingIn(store: Store) {
  const heads = await store.listHeads({ limit: 100 })
  const casts = heads.map(async ({ cast, rev }) => ({
    rev,
    record: await store.readCast(cast),
    entries: await store.readEntries({ cast, after: 0, limit: 1000 }),
    posts: await store.readPostsChanged({ cast, after: 0, upTo: rev, limit: 1000 }),
    keys: await store.readKeyMoments({ cast, limit: 1000 }),
  }))
  return {
    owner: await store.readOwner(),
    secret: await store.readSecret('fingerprint'),
    casts: await Promise.all(casts),
  }
}
