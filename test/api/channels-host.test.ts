import { beforeAll, describe, expect, it } from 'vitest'
import { arrangeLog, publishOp } from '../support/arrange-log.ts'
import { hostEnv, type Mood, startHostOutside } from '../support/host-outside.ts'
import { type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

const POSTS = 50

describe('a Channels host outside', () => {
  let app: App
  let owner: Publisher
  let host: Awaited<ReturnType<typeof startHostOutside>>
  beforeAll(async () => {
    host = await startHostOutside()
    app = await startApp({ env: hostEnv(host) })
    owner = await signIn(app.origin)
    return async () => {
      host.mood = 'healthy'
      await app.stop()
      host.close()
    }
  })

  it('gets every change when it is healthy', async () => {
    const cast = await owner.startCast()
    await owner.publish(cast.id, 'one', 'two')
    await until(
      () => host.heard.length >= 2,
      () => 'two events',
      10_000,
    )
    expect(host.heard.map(event => JSON.parse(event.data).rev)).toEqual([1, 2])
    expect(new Set(host.heard.map(event => event.channel))).toEqual(new Set([cast.channel]))
  })

  it.each<Mood>(['refuses', 'hangs', 'breaks'])(
    'that %s costs no post: all are stored, readers get them by asking, and the log holds no secret (invariant 5)',
    async mood => {
      host.mood = mood
      const cast = await owner.startCast()
      const slowest = await slowestPublish(owner, cast.id)
      // Not a speed test: a publish that waits for the host waits for its deadline of 5 s, or for ever.
      expect(slowest).toBeLessThan(4_000)
      const { changes, pushed } = (await owner.get(`/api/casts/${cast.id}/changes?since=0`)).body
      expect(changes).toHaveLength(POSTS)
      expect(pushed).toBeNull()
      expect(app.output()).not.toContain('secret-of-the-host')
      expect(app.output()).not.toContain('auth_signature')
      host.mood = 'healthy'
      const { rev } = (await owner.get(`/api/casts/${cast.id}`)).body
      // The host is left alone for a while after a failure, and then gets what it missed without anybody posting.
      await until(
        async () => (await owner.get(`/api/casts/${cast.id}/changes?since=0`)).body.pushed?.rev === rev,
        () => 'the host to be told',
        50_000,
      )
    },
  )
})

it('a Channels host that fails at the start hears in the end what was posted long before it', async () => {
  const host = await startHostOutside()
  host.mood = 'refuses'
  const { folder, cast, send } = await arrangeLog()
  await send([publishOp('yesterday')], { now: Date.now() - 24 * 60 * 60 * 1000 })
  const app = await startApp({ dataDir: folder, env: hostEnv(host) })
  await until(
    () => app.output().includes('the Channels host failed'),
    () => 'the first failure',
    10_000,
  )
  host.mood = 'healthy'
  await until(
    () => host.heard.length > 0,
    () => 'the host to hear of it',
    20_000,
  )
  expect(host.heard).toMatchObject([{ channel: cast.channel, data: expect.stringContaining('yesterday') }])
  await app.stop()
  host.close()
})

async function slowestPublish(owner: Publisher, cast: string): Promise<number> {
  let slowest = 0
  for (let at = 0; at < POSTS; at += 1) {
    const began = performance.now()
    await owner.publish(cast, `post ${at}`)
    slowest = Math.max(slowest, performance.now() - began)
  }
  return slowest
}
