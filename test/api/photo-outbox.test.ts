import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../../lib/client/live/clock.ts'
import { nextEntry } from '../../lib/client/outbox/outbox-entry.ts'
import { openUploader } from '../../lib/client/photos/open-uploader.ts'
import { beginUpload, sendPart } from '../../lib/client/photos/send-photo.ts'
import { fakeSignals } from '../support/fake-signals.ts'
import { newOutboxStore } from '../support/outbox-store.ts'
import { announced, pickedPhoto } from '../support/picked-photo.ts'
import { newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { detailedPhoto } from '../support/test-photos.ts'
import { until } from '../support/until.ts'

describe('the photos of an outbox', () => {
  let app: App
  let publisher: Publisher
  beforeAll(async () => {
    app = await startApp()
    publisher = await signIn(app.origin)
    return () => app.stop()
  })

  it('go up over HTTP, and on after the server was killed, with at most a part sent twice (invariant 1)', async () => {
    const { store, photo, cast, post, sentBytes, uploader } = await arrangePhoto()
    let parts = 0
    sentBytes.onPart = async answering => {
      parts += 1
      if (parts !== 2) return
      const died = expect(answering).rejects.toThrow()
      await app.restart() // killed before it has answered
      await died
    }
    onTestFinished(uploader.start())
    await until(
      async () => (await store.readPhoto(photo.id))?.state === 'done',
      () => 'the photo to be sent',
      30_000,
    )
    expect(parts).toBeGreaterThan(2)
    expect(sentBytes.count - photo.bytes).toBeLessThanOrEqual(64 * 1024)
    await until(
      async () => {
        const { posts } = (await publisher.get(`/api/casts/${cast.id}/posts`)).body
        return posts.some(({ id, media }: Shown) => id === post && media[0]?.state === 'ready')
      },
      () => 'the photo to be on its post',
      20_000,
    )
  })

  it('are held when the server refuses them, and kept', async () => {
    const { store, photo, uploader } = await arrangePhoto({ toCast: await publisher.startCast() })
    onTestFinished(uploader.start())
    await until(async () => (await store.readPhoto(photo.id))?.state === 'refused')
    expect(await store.readPhoto(photo.id)).toMatchObject({ code: 'not_allowed' })
    expect(await store.readPhotoFile(photo.id)).not.toBeNull()
  })

  /** A photo of some 200 KB whose post has arrived; its phone believes that it is one of `toCast`. */
  async function arrangePhoto({ toCast }: { toCast?: { id: string } } = {}) {
    const cast = await publisher.startCast()
    const owner = { person: publisher.me.id, cast: (toCast ?? cast).id }
    const file = await detailedPhoto({ width: 900, height: 600 })
    const photo = pickedPhoto(file.byteLength, owner)
    const op = newPublish('Look')
    const asked = { ...op, type: 'publish' as const, post: { ...op.post, media: [announced(photo)] } }
    const { results } = (await publisher.sendOps(cast.id, [asked])).body
    expect(results).toMatchObject([{ status: 'applied' }])
    const store = newOutboxStore()
    await store.keepPhoto(photo, new Uint8Array(file).buffer)
    await store.post(owner, asked)
    await store.update(owner, entries => ({
      put: entries.map(entry => nextEntry(entry, { type: 'settled', rev: 1, at: 1 })),
      value: undefined,
    }))

    const sentBytes = { count: 0, onPart: async (_answering: Promise<Response>) => {} }
    const bare = fetch
    const cookie = [...publisher.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    // As in a page, which asks its own server with its own cookies.
    vi.stubGlobal('fetch', async (path: string, request: RequestInit) => {
      if (!path.startsWith('/')) return bare(path, request)
      const answering = bare(app.origin + path, { ...request, headers: { ...request.headers, cookie } })
      if (request.body instanceof ArrayBuffer) {
        sentBytes.count += request.body.byteLength
        await sentBytes.onPart(answering)
      }
      return answering
    })
    onTestFinished(() => void vi.unstubAllGlobals())
    const uploader = openUploader({
      store,
      beginUpload,
      sendPart,
      mayUpload: async () => true,
      lock: { run: work => work() },
      clock: systemClock,
      random: Math.random,
      signals: fakeSignals().port,
    })
    return { store, photo, cast, post: op.post.id, sentBytes, uploader }
  }
})

interface Shown {
  id: string
  media: { state: string }[]
}
