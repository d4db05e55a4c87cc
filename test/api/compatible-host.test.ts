import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCompatibleHost } from '../support/compatible-host.ts'
import { type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'
import { openViewer } from '../support/viewer.ts'

describe('a compatible host in a process of its own', () => {
  let host: Awaited<ReturnType<typeof startCompatibleHost>>
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    host = await startCompatibleHost()
    app = await startApp({ env: host.env })
    owner = await signIn(app.origin)
  })
  afterAll(async () => {
    await app.stop()
    await host.kill()
  })

  it('is where browsers are sent, by what the server says at run time, and gets every change', async () => {
    const { body } = await owner.get('/api/channels/config')
    expect(body).toEqual({
      key: host.env.PUSHER_KEY,
      host: 'localhost',
      port: Number(host.env.PUSHER_PORT),
      tls: false,
    })
    const cast = await owner.startCast()
    const viewer = await openViewer(app, cast)
    await owner.publish(cast.id, 'one', 'two', 'three')
    await until(
      () => viewer.pushed() === 3,
      () => `three pushes, got ${viewer.pushed()}`,
      10_000,
    )
    await viewer.close()
  })

  it('costs no post when it dies, is told of in health with what to do, and hears in the end what it missed (invariants 3 and 5)', async () => {
    const cast = await owner.startCast()
    const viewer = await openViewer(app, cast)
    await host.kill()
    await owner.publish(cast.id, 'while it is away')
    const health = async () => (await owner.get('/api/health')).body
    await until(
      async () => (await health()).degraded.includes('channels'),
      () => 'health to tell of it',
      10_000,
    )
    expect(await health()).toMatchObject({ ok: true, channels: { code: 'unreachable' }, behind: { pusher: 1 } })
    await host.restart()
    await until(
      async () => (await health()).channels === null,
      () => 'the host to be used again',
      50_000,
    )
    await viewer.until(1)
    expect((await health()).behind).toEqual({ projector: 0, pusher: 0 })
    expect((await owner.get(`/api/casts/${cast.id}/changes?since=0`)).body.pushed.rev).toBe(1)
    await viewer.close()
  })

  it.each([
    ['PUSHER_SECRET', 'not-the-secret-of-it', 'wrong_key'],
    ['PUSHER_APP_ID', '4712', 'wrong_app'],
  ])(
    'with a wrong %s (%s) takes no events, is told of once with what to do, and costs no post',
    async (name, value, code) => {
      const mistaken = await startApp({ env: { ...host.env, [name]: value } })
      const publisher = await signIn(mistaken.origin)
      const cast = await publisher.startCast()
      await publisher.publish(cast.id, 'one', 'two')
      await until(
        async () => (await publisher.get('/api/health')).body.channels?.code === code,
        () => 'health to tell of it',
        10_000,
      )
      await publisher.publish(cast.id, 'three')
      const told = mistaken.output().match(/the Channels host failed/g)
      expect(told).toHaveLength(1)
      expect(mistaken.output()).toContain(name)
      expect(mistaken.output()).not.toMatch(/not-the-secret-of-it|auth_signature/)
      expect((await publisher.get(`/api/casts/${cast.id}/changes?since=0`)).body.changes).toHaveLength(3)
      await mistaken.stop()
    },
  )
})
