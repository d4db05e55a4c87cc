import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { type Client, newClient, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('the log page over HTTP', () => {
  let app: App
  let owner: Publisher
  let anyone: Client
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    anyone = newClient(app.origin)
    return () => app.stop()
  })

  it('is one document with no script, under a policy that lets its own style in and nothing else', async () => {
    const cast = await owner.startCast()
    await owner.publish(cast.id, 'Cake is cut')
    const { status, headers, body } = await anyone.get(`/c/${cast.slug}/log`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(body).toContain('Cake is cut')
    expect(body).not.toMatch(/<script|src=|@import|url\(/)
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is made again only after a change', async () => {
    const cast = await owner.startCast({ slug: 'asked-again' })
    const ask = (etag: string) => anyone.ask('/c/asked-again/log', { headers: { 'if-none-match': etag } })
    const first = await ask('')
    expect(first).toMatchObject({ status: 200 })
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, s-maxage=1')
    const etag = first.headers.get('etag') ?? ''
    const second = await ask(etag)
    expect(second).toMatchObject({ status: 304, body: '' })
    await owner.publish(cast.id, 'news')
    const third = await ask(etag)
    expect(third.status).toBe(200)
    expect(third.body).toContain('news')
  })

  it('of a private cast is for its owner alone, and for others like one that does not exist (invariant 7)', async () => {
    const cast = await owner.startCast({ title: 'Family only', visibility: 'private', slug: 'family' })
    await owner.publish(cast.id, 'Only for us')
    const own = await owner.get('/c/family/log')
    expect(own).toMatchObject({ status: 200, body: expect.stringContaining('Only for us') })
    expect(own.headers.get('cache-control')).toBe('private, no-cache')
    const etag = own.headers.get('etag') ?? ''
    const hidden = await anyone.ask('/c/family/log', { headers: { 'if-none-match': etag } })
    const nowhere = await anyone.get(`/c/${newId()}/log`)
    expect(hidden).toMatchObject({ status: 404, body: expect.stringContaining('Nothing to read at this address') })
    expect(nowhere).toMatchObject({ status: 404, body: hidden.body })
    expect(hidden.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(hidden.headers.get('cache-control')).toBe('no-store')
    expect([...hidden.headers.keys()]).toEqual([...nowhere.headers.keys()])
  })

  it.each(['/c/%00/log', '/c/%3Cscript%3E/log', '/c/a%2Fb/log'])('at %s is nothing to read', async path => {
    const { status, body } = await anyone.get(path)
    expect(status).toBe(404)
    expect(body).toContain('Nothing to read at this address')
  })
})
