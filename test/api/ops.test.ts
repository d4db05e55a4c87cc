import { connect } from 'node:net'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { newClient, newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('ops over HTTP', () => {
  let app: App
  let owner: Publisher
  let cast: { id: string; slug: string }
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    cast = await owner.startCast()
    return () => app.stop()
  })
  const rev = async () => (await owner.get(`/api/casts/${cast.id}`)).body.rev

  it('answer where the log stands, and what became of each op', async () => {
    const op = newPublish('Hello')
    const before = await rev()
    const { status, body } = await owner.sendOps(cast.id, [op])
    expect(status).toBe(200)
    expect(body).toMatchObject({ rev: before + 1, results: [{ op: op.op, status: 'applied', rev: before + 1 }] })
    expect((await owner.sendOps(cast.slug, [op])).body.results).toMatchObject([{ status: 'replayed', rev: before + 1 }])
    const other = { ...op, post: { ...op.post, text: 'Other' } }
    expect((await owner.sendOps(cast.id, [other])).body.results).toMatchObject([
      { status: 'refused', error: { code: 'conflict', status: 409 } },
    ])
  })

  it.each([
    ['no JSON', '{', ''],
    ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), ''],
    ['no batch', '[]', ''],
    ['no ops', body({ ops: [] }), 'ops'],
    ['51 ops', body({ ops: Array.from({ length: 51 }, () => newPublish('x')) }), 'ops'],
    ['no author', body({ author: undefined }), 'author'],
    ['a field that nobody knows', body({ mood: 'good' }), 'mood'],
  ])('are refused whole when the body is %s, with the path', async (_what, text, path) => {
    const before = await rev()
    const answer = await owner.ask(`/api/casts/${cast.id}/ops`, { method: 'POST', body: text })
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid', path } } })
    expect(await rev()).toBe(before)
  })

  it('are refused one by one when one op is wrong', async () => {
    const { status, body } = await owner.sendOps(cast.id, [
      { op: newId(), type: 'publish' },
      newPublish(' '),
      newPublish('fine'),
    ])
    expect(status).toBe(200)
    expect(body.results).toMatchObject([
      { status: 'refused', error: { code: 'invalid', path: 'post' } },
      { status: 'refused', error: { code: 'text_empty', status: 422 } },
      { status: 'applied' },
    ])
  })

  it('store nothing without a session, from another site or in another’s name', async () => {
    const before = await rev()
    const send = (client: { post: Publisher['post'] }, more: object, headers = {}) =>
      client.post(
        `/api/casts/${cast.id}/ops`,
        { author: owner.me.id, sentAt: new Date().toISOString(), ops: [newPublish('x')], ...more },
        headers,
      )
    expect(await send(newClient(app.origin), {})).toMatchObject({
      status: 401,
      body: { error: { code: 'signed_out' } },
    })
    expect(await send(owner, {}, { 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await send(owner, {}, { origin: 'null' })).toMatchObject({ status: 403 })
    expect(await send(owner, { author: newId() })).toMatchObject({
      status: 401,
      body: { error: { code: 'wrong_author' } },
    })
    expect(await rev()).toBe(before)
  })

  it('answer 404 for a cast that is not there', async () => {
    expect(await owner.sendOps('no-such-cast', [newPublish('x')])).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    })
  })

  it('answer 413 to a body over 256 KB and read no further', async () => {
    const big = JSON.stringify({ text: 'x'.repeat(300 * 1024) })
    expect(await owner.ask(`/api/casts/${cast.id}/ops`, { method: 'POST', body: big })).toMatchObject({
      status: 413,
      body: { error: { code: 'too_large' } },
    })
    const endless = await sendEndlessly(app, `/api/casts/${cast.id}/ops`, owner.cookies)
    expect(endless.head).toMatch(/^HTTP\/1\.1 413 /)
    expect(endless.sent).toBeLessThan(16 * 1024 * 1024)
  })

  it('never store control characters, NUL or lone surrogates', async () => {
    await owner.publish(cast.id, 'a\u0000b\u0007c\ud800d\r\ne')
    const [post] = (await owner.get(`/api/casts/${cast.id}/posts?limit=1`)).body.posts
    expect(post.text).toBe('abcd\ne')
  })
})

function body(fields: object): string {
  return JSON.stringify({ author: newId(), sentAt: new Date().toISOString(), ops: [newPublish('x')], ...fields })
}

/** Sends a chunked body that never ends, until the server closes; tells what it answered and how much it had taken. */
function sendEndlessly(app: App, path: string, cookies: Map<string, string>): Promise<{ head: string; sent: number }> {
  const { hostname, port } = new URL(app.origin)
  const socket = connect(Number(port), hostname)
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`
  let head = ''
  let sent = 0
  const pump = () => {
    while (!socket.destroyed && socket.writable) {
      sent += chunk.length
      if (!socket.write(chunk)) return
    }
  }
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${cookie}\r\nTransfer-Encoding: chunked\r\n\r\n`,
  )
  socket.on('drain', pump)
  pump()
  return new Promise(resolve => {
    socket.on('data', data => {
      head += data
    })
    socket.on('error', () => {}) // a reset is how the server may end it
    socket.on('close', () => resolve({ head, sent }))
  })
}
