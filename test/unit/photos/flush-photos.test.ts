import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import { nextEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import { restartLog } from '../../../lib/client/outbox/release-held.ts'
import { flushPhotos, photosDueIn } from '../../../lib/client/photos/flush-photos.ts'
import type { Offset } from '../../../lib/client/photos/send-photo.ts'
import { OWNER, publish } from '../../support/outbox-entries.ts'
import { newOutboxStore } from '../../support/outbox-store.ts'
import { announced, pickedPhoto } from '../../support/picked-photo.ts'
import { newPublish } from '../../support/sign-in.ts'

const KB = 1024

describe('sending the bytes of photos', () => {
  it('waits for their post to arrive', async () => {
    const { flush, sent, arrive, dueIn } = await arrange({ bytes: 10 })
    await flush()
    expect([sent, await dueIn()]).toEqual([[], null])
    await arrive()
    expect(await dueIn()).toBe(0)
    await flush()
    expect(sent).toEqual(['begin', '0 to 10'])
    expect(await dueIn()).toBeNull()
  })

  it('begins small, and sends more at a time while that is quick', async () => {
    const { flush, sent, arrive } = await arrange({ bytes: 300 * KB })
    await arrive()
    await flush()
    expect(sent).toEqual([
      'begin',
      `0 to ${32 * KB}`,
      `${32 * KB} to ${96 * KB}`,
      `${96 * KB} to ${224 * KB}`,
      `${224 * KB} to ${300 * KB}`,
    ])
  })

  it('stays at small parts on a slow network', async () => {
    const { flush, sent, arrive, server } = await arrange({ bytes: 100 * KB })
    server.tookMs = 3_000
    await arrive()
    await flush()
    expect(sent).toHaveLength(1 + 4)
  })

  it('lets words go first, between two parts', async () => {
    const { flush, sent, arrive, server, store, dueIn } = await arrange({ bytes: 300 * KB })
    await arrive()
    server.onPart = () => void store.post(OWNER, newPublish('Meanwhile') as ReturnType<typeof publish>)
    await flush()
    expect(sent).toEqual(['begin', `0 to ${32 * KB}`])
    expect(await dueIn()).toBe(500)
    server.onPart = () => {}
    await arrive()
    await flush()
    expect(sent.slice(2)).toEqual([
      'begin',
      `${32 * KB} to ${64 * KB}`,
      `${64 * KB} to ${128 * KB}`,
      `${128 * KB} to ${256 * KB}`,
      `${256 * KB} to ${300 * KB}`,
    ])
  })

  it('does not wait for words that wait for a person', async () => {
    const { flush, sent, arrive, store } = await arrange({ bytes: 10 })
    await arrive()
    await store.post(OWNER, newPublish('Too late') as ReturnType<typeof publish>)
    await store.update('open', entries => ({
      put: entries.map(entry => nextEntry(entry, { type: 'refused', because: { code: 'cast_ended' } })),
      value: undefined,
    }))
    await flush()
    expect(sent).toEqual(['begin', '0 to 10'])
  })

  it('goes nowhere when its post was taken back before it was sent', async () => {
    const { flush, sent, store, dueIn } = await arrange({ bytes: 10 })
    await store.update('open', entries => ({ remove: entries.map(({ key }) => key), value: undefined }))
    await flush()
    expect([sent, await dueIn()]).toEqual([[], null])
  })

  it('waits for Wi-Fi where the person wants that, also between two parts', async () => {
    const { flush, sent, arrive, server, dueIn } = await arrange({ bytes: 100 * KB })
    await arrive()
    server.isWifi = false
    await flush()
    expect([sent, await dueIn()]).toEqual([[], null])
    server.isWifi = true
    server.onPart = () => {
      server.isWifi = false
    }
    await flush()
    expect(sent).toEqual(['begin', `0 to ${32 * KB}`])
  })

  it('goes on at the server’s offset after a break, and is tried again within a second', async () => {
    const { flush, sent, arrive, server, store, photo, dueIn } = await arrange({ bytes: 100 * KB })
    await arrive()
    server.answer = { kind: 'trouble' }
    await flush()
    server.has = 50 * KB // what came through before it broke
    server.answer = null
    expect(await store.readPhoto(photo.id)).toMatchObject({ state: 'waiting', attempt: 1 })
    expect(await dueIn()).toBeLessThanOrEqual(800)
    server.now += 800
    await flush()
    expect(sent).toEqual(['begin', 'begin', `${50 * KB} to ${82 * KB}`, `${82 * KB} to ${100 * KB}`])
    expect(await store.readPhoto(photo.id)).toMatchObject({ state: 'done' })
  })

  it.each([
    ['is done with what the server wants no more of', 'photo_done', 'done'],
    ['keeps what the server refuses, and says why', 'not_yours', 'refused'],
    ['tries again what the server does not know yet', 'photo_unknown', 'waiting'],
    ['tries again after signing in', 'signed_out', 'waiting'],
  ] as const)('%s', async (_what, code, state) => {
    const { flush, arrive, server, store, photo } = await arrange({ bytes: 10 })
    await arrive()
    server.answer = { kind: 'refused', error: { code, message: '' } }
    await flush()
    expect(await store.readPhoto(photo.id)).toMatchObject({ state })
    expect(await store.readPhotoFile(photo.id)).not.toBeNull()
  })

  it('waits again for a post that a backup has lost', async () => {
    const { flush, sent, arrive, store } = await arrange({ bytes: 10 })
    await arrive()
    await store.update(OWNER, restartLog)
    await flush()
    expect(sent).toEqual([])
  })
})

/** One photo whose post is asked for, and a server that answers as it is told. */
async function arrange({ bytes }: { bytes: number }) {
  const store = newOutboxStore()
  const photo = pickedPhoto(bytes)
  await store.keepPhoto(photo, new ArrayBuffer(bytes))
  const op = publish('Look')
  await store.post(OWNER, { ...op, post: { ...op.post, media: [announced(photo)] } })
  const sent: string[] = []
  const server = {
    has: 0,
    now: 1_000_000,
    tookMs: 0,
    answer: null as Answer<Offset> | null,
    onPart: () => {},
    isWifi: true,
  }
  const parts = {
    store,
    async beginUpload(): Promise<Answer<Offset>> {
      sent.push('begin')
      return server.answer ?? { kind: 'answer', body: { offset: server.has } }
    },
    async sendPart(_place: object, { offset, part }: { offset: number; part: ArrayBuffer }): Promise<Answer<Offset>> {
      server.has = offset + part.byteLength
      server.now += server.tookMs
      sent.push(`${offset} to ${server.has}`)
      server.onPart()
      return { kind: 'answer', body: { offset: server.has } }
    },
    mayUpload: async () => server.isWifi,
    now: () => server.now,
    random: () => 0.5,
  }
  return {
    store,
    photo,
    sent,
    server,
    flush: () => flushPhotos(parts, new AbortController().signal),
    dueIn: () => photosDueIn(parts),
    /** The server has confirmed all that waited. */
    arrive: () =>
      store.update('open', entries => ({
        put: entries.map(({ key, person, cast, ask, sends }) => ({
          key,
          person,
          cast,
          ask,
          sends,
          state: 'confirmed' as const,
          rev: 1,
          at: 1,
        })),
        value: undefined,
      })),
  }
}
