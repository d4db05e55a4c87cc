import { afterEach, expect, it, vi } from 'vitest'
import { castFeed } from '../../../lib/client/cast-feed.ts'
import { fakeSignals } from '../../support/fake-signals.ts'
import { modelLog } from '../../support/model-log.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('tells once that the server’s history is another one, so that what it had confirmed is sent again', async () => {
  const old = modelLog(['publish', 'publish', 'publish'])
  const restored = modelLog(['publish'], 'b')
  const clock = virtualClock()
  const cast = old.castAt(3)
  const start = { cast: old.castAnswer(3), page: old.postsAnswer(3), at: clock.now() }
  /** A server that was restored from a backup, and does not know the reader's position. */
  async function fetch(address: string): Promise<Response> {
    if (address.includes('/changes') && address.includes(restored.tipOf(1)))
      return Response.json(restored.changesAnswer(1, 1))
    if (address.includes('/changes'))
      return Response.json({ error: { code: 'log_restarted', message: '' } }, { status: 410 })
    if (address.includes('/posts')) return Response.json(restored.postsAnswer(1))
    return Response.json({ ...restored.castAnswer(1), cast: { ...restored.castAt(1), id: cast.id } })
  }
  vi.stubGlobal('fetch', fetch)
  let restarts = 0
  const feed = castFeed({
    cast: cast.id,
    fetch,
    clock,
    random: () => 0.5,
    signals: fakeSignals().port,
    kept: {
      read: async () => ({ id: cast.id, slug: cast.slug, isPrivate: false, start, keptAt: 0 }),
      keep: async () => {},
      forget: async () => {},
    },
    openChannels: () => ({ follow: () => () => {}, retry() {}, close() {} }),
    readUnstarted: async () => null,
    onConnected() {},
    onRestarted: () => {
      restarts += 1
    },
  })
  const stop = feed.start()
  await clock.advance(30_000)
  expect(restarts).toBe(1)
  const now = feed.feed()
  expect(now.state === 'open' && now.reading.reader.position).toEqual({ rev: 1, tip: restored.tipOf(1) })
  stop()
})
