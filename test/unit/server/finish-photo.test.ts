import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { project } from '../../../lib/server/follow/project.ts'
import { finishPhoto } from '../../../lib/server/photos/finish-photo.ts'
import { createPhotoWork } from '../../../lib/server/photos/photo-work.ts'
import { settlePhoto } from '../../../lib/server/photos/settle-photo.ts'
import { type PhotoRecord, type Store, StoreUnavailable, UPLOAD } from '../../../lib/server/store/store.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp, removeOp } from '../../support/arrange-log.ts'
import { quadrantsPhoto } from '../../support/test-photos.ts'

describe('finishing a photo', () => {
  it('is done once, wherever a crash came in between (invariant 2)', async () => {
    for (let call = 1; ; call += 1) {
      const { store, photo, read } = await arrangeUploaded()
      const died = await finishPhoto(dyingAt(store, call), photo, NOON).then(
        () => false,
        error => error instanceof StoreUnavailable,
      )
      await finishAgain(store, photo)
      expect({ call, ...(await read()) }).toEqual({
        call,
        state: 'ready',
        entries: 2,
        photos: 1,
        upload: 0,
        renditions: 3,
        media: ['ready'],
      })
      if (!died) return expect(call).toBeGreaterThan(8)
    }
  })

  it('leaves nothing of one whose post was removed meanwhile, wherever a crash came in between (invariant 6)', async () => {
    for (let call = 1; ; call += 1) {
      const { store, photo, send, read } = await arrangeUploaded()
      const died = await finishPhoto(dyingAt(store, call), photo, NOON).then(
        () => false,
        () => true,
      )
      await send([removeOp(photo.post)])
      await finishAgain(store, photo)
      expect({ call, ...(await read()) }).toMatchObject({
        call,
        state: 'gone',
        photos: 0,
        upload: 0,
        renditions: 0,
        media: [],
      })
      if (!died) return
    }
  })

  it('loses nothing where two processes do it at a time, or one late', async () => {
    const { store, photo, read } = await arrangeUploaded()
    await Promise.all([finishPhoto(store, photo, NOON), finishPhoto(store, photo, NOON)])
    await finishPhoto(store, photo, NOON)
    await settlePhoto(store, photo, { outcome: { trouble: 'unreadable' }, now: NOON })
    expect(await read()).toMatchObject({ state: 'ready', entries: 2, renditions: 3, upload: 0, media: ['ready'] })
  })

  it('gives up a photo with which its process has ended five times, over some minutes', async () => {
    const { store, photo, read } = await arrangeUploaded()
    const ending = { ...store, movePhoto: dyingBehindRendering(store) }
    const minutes = (count: number) => NOON + count * 60_000
    for (const at of [0, 0, 1, 3, 6]) await expect(finishPhoto(ending, photo, minutes(at))).rejects.toThrow('dead')
    await finishPhoto(store, photo, minutes(9)) // another process is at it, or the next start comes soon
    expect(await read()).toMatchObject({ state: 'uploaded', media: ['waiting'] })
    await finishPhoto(store, photo, minutes(10))
    expect(await read()).toMatchObject({ state: 'gone', upload: 0, renditions: 0, media: ['refused'] })
  })

  it('tries again at once what a process has ended in', async () => {
    const { store, photo, read } = await arrangeUploaded()
    await expect(finishPhoto({ ...store, movePhoto: dyingBehindRendering(store) }, photo, NOON)).rejects.toThrow('dead')
    await finishPhoto(store, photo, NOON)
    expect(await read()).toMatchObject({ state: 'ready' })
    expect(await store.readPhoto(photo.id)).toMatchObject({ tries: 0 })
  })

  it('keeps nothing of one whose post is removed while it is rendered (invariant 6)', async () => {
    const { store, photo, send, read } = await arrangeUploaded()
    const movePhoto: Store['movePhoto'] = async move => {
      if (move.tries === 0) await send([removeOp(photo.post)])
      return store.movePhoto(move)
    }
    await finishPhoto({ ...store, movePhoto }, photo, NOON)
    expect(await read()).toMatchObject({ state: 'gone', upload: 0, renditions: 0 })
  })

  it('is made again of the upload where a copy of the database has that alone', async () => {
    const { store, photo, read } = await arrangeUploaded()
    const dying = { ...store, removeBytes: () => Promise.reject(new StoreUnavailable('dead')) }
    await expect(finishPhoto(dying, photo, NOON)).rejects.toThrow('dead')
    for (const file of ['320.webp', '400.webp', 'og.jpg']) await store.removeBytes({ photo: photo.id, file })
    await finishPhoto(store, photo, NOON)
    expect(await read()).toMatchObject({ state: 'ready', renditions: 3, upload: 0, media: ['ready'] })
  })

  it('that a damaged database has no byte of holds nobody up: it is what the log says', async () => {
    for (const [isSaid, state] of [
      [true, 'ready'],
      [false, 'gone'],
    ] as const) {
      const { store, photo } = await arrangeUploaded()
      const dying = { ...store, removeBytes: () => Promise.reject(new StoreUnavailable('dead')) }
      if (isSaid) await expect(finishPhoto(dying, photo, NOON)).rejects.toThrow('dead')
      await store.removeBytes({ photo: photo.id })
      await finishPhoto(store, photo, NOON)
      expect(await store.readPhoto(photo.id)).toMatchObject({ state })
    }
  })

  it('is what was said of it first, when two processes come to different ends', async () => {
    const { store, photo, read } = await arrangeUploaded()
    const refused = { outcome: { trouble: 'cast_full' }, now: NOON } as const
    await settlePhoto({ ...store, movePhoto: async () => true, removeBytes: async () => {} }, photo, refused)
    await finishPhoto(store, photo, NOON)
    expect(await read()).toMatchObject({ state: 'gone', renditions: 0, upload: 0, media: ['refused'] })
    const { store: other, photo: ready, read: readOther } = await arrangeUploaded()
    const said = { outcome: { width: 400, height: 300 }, now: NOON }
    await settlePhoto({ ...other, movePhoto: async () => true, removeBytes: async () => {} }, ready, said)
    await settlePhoto(other, ready, refused)
    await finishPhoto(other, ready, NOON)
    expect(await readOther()).toMatchObject({ state: 'ready', renditions: 3, media: ['ready'] })
  })

  it('drops what a crash has left of one that was refused, at the next sweep', async () => {
    for (let call = 1; ; call += 1) {
      const { store, photo, read } = await arrangeUploaded()
      const died = await settlePhoto(dyingAt(store, call), photo, {
        outcome: { trouble: 'unreadable' },
        now: NOON,
      }).then(
        () => false,
        () => true,
      )
      const said = (await read()).media
      const parts = { store, log: pino({ level: 'silent' }), now: () => NOON + 120_000, follow: async () => {} }
      await createPhotoWork(parts).round()
      const expected = said?.includes('refused') ? { state: 'gone', renditions: 0 } : { state: 'ready', renditions: 3 }
      expect({ call, ...(await read()) }).toMatchObject({ call, upload: 0, ...expected })
      if (!died) return expect(call).toBeGreaterThan(4)
    }
  })

  it('says after a week that a photo has not come', async () => {
    const { store, read } = await arrangeUploaded({ state: 'awaited' })
    const log = pino({ level: 'silent' })
    const days = (count: number) => NOON + count * 24 * 60 * 60 * 1000
    const workAt = (now: number) => createPhotoWork({ store, log, now: () => now, follow: async () => {} })
    await workAt(days(6.9)).round()
    expect(await read()).toMatchObject({ state: 'awaited', media: ['waiting'] })
    await workAt(days(7.1)).round()
    expect(await read()).toMatchObject({ state: 'gone', upload: 0, media: ['refused'] })
  })
})

async function arrangeUploaded({ state = 'uploaded' }: { state?: 'uploaded' | 'awaited' } = {}) {
  const { store, send, cast } = await arrangeLog()
  const bytes = await quadrantsPhoto({ width: 400, height: 300 })
  const [id, post] = [newId(), newId()]
  const media = [{ id, width: 400, height: 300, thumbhash: '', alt: '', bytes: bytes.byteLength }]
  await send([publishOp('Look', { id: post, media })])
  await store.appendBytes({ photo: id, file: UPLOAD, offset: 0, bytes })
  if (state === 'uploaded') await store.movePhoto({ id, from: 'awaited', to: state, at: new Date(NOON).toISOString() })
  const photo = await store.readPhoto(id)
  if (photo === null) throw new Error('a photo')
  const read = async () => {
    const { counts } = await project(store, cast.id)
    const shown = await store.readPost({ cast: cast.id, id: post })
    const kept = ['320.webp', '400.webp', 'og.jpg', UPLOAD].map(file => store.countBytes({ photo: id, file }))
    const [upload, ...renditions] = (await Promise.all(kept)).reverse()
    return {
      state: (await store.readPhoto(id))?.state,
      entries: (await store.readEntries({ cast: cast.id, after: 0, limit: 10 })).length,
      photos: counts.photos,
      upload,
      renditions: renditions.filter(size => size > 0).length,
      media: shown && 'media' in shown ? shown.media?.map(one => one.state) : [],
    }
  }
  return { store, send, photo, read }
}

/** As the sweep does: it works on what is not finished. */
async function finishAgain(store: Store, { id }: PhotoRecord): Promise<void> {
  const photo = await store.readPhoto(id)
  if (photo?.state === 'uploaded') await finishPhoto(store, photo, NOON)
}

/** Of a process that dies when it has rendered a photo. */
function dyingBehindRendering(store: Store): Store['movePhoto'] {
  return move => (move.tries === 0 ? Promise.reject(new StoreUnavailable('dead')) : store.movePhoto(move))
}

/** A store whose process dies at the nth call that changes something: half of the deaths before it is done, half behind. */
function dyingAt(store: Store, call: number): Store {
  let calls = 0
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const member = target[name] as (...parts: unknown[]) => Promise<unknown>
      return async (...parts: unknown[]) => {
        if (calls >= call) throw new StoreUnavailable('dead')
        if (!String(name).startsWith('read')) calls += 1
        const isLast = calls === call
        if (isLast && call % 2 === 0) throw new StoreUnavailable('dead')
        const answer = await member.apply(target, parts)
        if (isLast) throw new StoreUnavailable('dead')
        return answer
      }
    },
  })
}
