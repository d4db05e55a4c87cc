import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

const TOKEN = 'a-token-of-this-test'
const SECRET = 'a-secret-of-this-test'

describe('whoever operates it', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp({ env: { METRICS_TOKEN: TOKEN, FOLLOW_SECRET: SECRET, LOG_LEVEL: 'debug', TRUST_PROXY: '1' } })
    owner = await signIn(app.origin)
  })
  afterAll(() => app.stop())

  it('is told by health how the store and the followers are', async () => {
    const cast = await owner.startCast()
    await owner.publish(cast.id, 'one')
    await expect
      .poll(async () => (await owner.get('/api/health')).body)
      .toEqual({
        ok: true,
        degraded: [],
        store: { ms: expect.any(Number) },
        channels: null,
        behind: { projector: 0, pusher: 0 },
      })
  })

  it('reads metrics with the token, which name no cast and no person', async () => {
    const cast = await owner.startCast({ title: 'Metered' })
    await owner.publish(cast.id, 'one', 'two')
    const { status, headers, body } = await owner.ask('/api/metrics', { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/plain; version=/)
    const value = (line: string) =>
      Number(
        body
          .split('\n')
          .find((text: string) => text.startsWith(line))
          ?.split(' ')
          .at(-1),
      )
    expect(value('pushercast_ops_total{outcome="applied"}')).toBeGreaterThanOrEqual(2)
    expect(value('pushercast_pushes_total{outcome="ok"}')).toBeGreaterThanOrEqual(1)
    expect(value('pushercast_store_seconds_count{call="insertEntry",outcome="ok"}')).toBeGreaterThanOrEqual(2)
    expect(value('pushercast_request_seconds_count{method="POST",status="200"}')).toBeGreaterThanOrEqual(2)
    expect(value('pushercast_watching')).toBe(0)
    for (const secret of [cast.id, cast.slug, owner.me.id, 'Metered']) expect(body).not.toContain(secret)
  })

  it('has the followers run, with the secret', async () => {
    const cast = await owner.startCast()
    await owner.publish(cast.id, 'one')
    for (const method of ['POST', 'GET']) {
      const answer = await owner.ask('/api/follow', { method, headers: { authorization: `Bearer ${SECRET}` } })
      expect(answer.body).toMatchObject({ casts: expect.any(Number), unfinished: 0 })
      expect(answer.body.casts).toBeGreaterThan(0)
    }
  })

  it.each([
    ['/api/metrics', TOKEN],
    ['/api/follow', SECRET],
  ])('finds nothing at %s without it, with a wrong one, or where none is set', async (path, token) => {
    for (const authorization of ['', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`])
      expect((await owner.ask(path, { headers: { authorization } })).status).toBe(404)
    const other = await startApp()
    for (const authorization of ['Bearer ', 'Bearer undefined', `Bearer ${token}`])
      expect((await fetch(other.origin + path, { headers: { authorization } })).status).toBe(404)
    await other.stop()
  })

  it('finds the line of the log that belongs to an answer, and no words of anybody in it', async () => {
    const cast = await owner.startCast()
    const { headers } = await owner.sendOps(cast.id, [
      {
        op: cast.id,
        type: 'publish',
        post: { id: cast.id, text: 'Sesame, open', capturedAt: new Date().toISOString() },
      },
    ])
    const id = headers.get('x-request-id') ?? ''
    expect(id).toMatch(/^[\w-]{36}$/)
    await expect.poll(() => lineWith(app, id)).toMatchObject({ request: id, method: 'POST', status: 200 })
    expect(app.output()).not.toContain('Sesame')
    const named = await owner.ask('/api/me', { headers: { 'x-request-id': 'of-the-proxy-1' } })
    expect(named.headers.get('x-request-id')).toBe('of-the-proxy-1')
    const forged = await owner.ask('/api/me', { headers: { 'x-request-id': 'a "quoted" id' } })
    expect(forged.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })
})

function lineWith(app: App, id: string): unknown {
  const line = app
    .output()
    .split('\n')
    .find(text => text.startsWith('{') && text.includes(id))
  return line === undefined ? undefined : JSON.parse(line)
}
