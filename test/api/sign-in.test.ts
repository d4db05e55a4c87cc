import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encode } from 'next-auth/jwt'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { newClient, PASSPHRASE, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('signing in', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })

  it('counts tries: five a minute, then 429 with Retry-After, for the right passphrase too', async () => {
    const anyone = newClient(app.origin)
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      const answer = await anyone.callback('passphrase', { passphrase: 'wrong' })
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'wrong_passphrase', triesLeft } } })
    }
    const sixth = await anyone.callback('passphrase', { passphrase: PASSPHRASE })
    expect(sixth).toMatchObject({ status: 429, body: { error: { code: 'too_many' } } })
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await anyone.get('/api/me')).body.me).toBeNull()
  })
})

describe('the printed first link', () => {
  it('can be pressed again by the browser whose answer was lost, and by no other', async () => {
    const app = await startApp()
    const token = /\/signin\/once\/([\w-]+)/.exec(app.output())?.[1] ?? ''
    const [phone, preview] = [newClient(app.origin), newClient(app.origin)]
    await phone.get('/api/auth/csrf')
    const before = new Map(phone.cookies)
    expect((await phone.callback('once', { token })).status).toBe(200)
    phone.cookies.clear()
    for (const [name, value] of before) phone.cookies.set(name, value)
    expect(await preview.callback('once', { token })).toMatchObject({
      status: 401,
      body: { error: { code: 'link_used' } },
    })
    expect((await phone.callback('once', { token })).status).toBe(200)
    expect((await phone.get('/api/me')).body.me).not.toBeNull()
    await app.stop()
  })
})

describe('a session', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })

  it('holds only who and which epoch, lasts 90 days, and is closed to scripts and other sites', async () => {
    const anyone = newClient(app.origin)
    const answer = await anyone.callback('passphrase', { passphrase: PASSPHRASE, name: 'Ania' })
    const cookie = answer.headers.getSetCookie().find(line => line.startsWith('next-auth.session-token=')) ?? ''
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    const days = (Date.parse(/Expires=([^;]+)/i.exec(cookie)?.[1] ?? '') - Date.now()) / 86_400_000
    expect(Math.round(days)).toBe(90)
    expect((await anyone.get('/api/me')).body.me).toMatchObject({ name: 'Ania' })
    expect(Object.keys((await anyone.get('/api/auth/session')).body)).toEqual(['expires'])
  })

  it('of more than a day gets its 90 days again when the studio asks who is signed in, and a fresh one is left alone', async () => {
    const owner = await signIn(app.origin)
    expect((await owner.get('/api/me')).headers.getSetCookie()).toEqual([])
    const { auth } = JSON.parse(await readFile(join(app.dataDir, 'secrets.json'), 'utf8'))
    owner.cookies.set('next-auth.session-token', await sessionOf(owner.me.id, { auth, daysAgo: 2 }))
    const [cookie = ''] = (await owner.get('/api/me')).headers.getSetCookie()
    expect(cookie).toMatch(/^next-auth\.session-token=ey.*Max-Age=7776000; HttpOnly; SameSite=Lax$/)
    expect((await owner.get('/api/me')).body.me).toEqual(owner.me)
  })

  it.each([
    ['a body that never fits', new URLSearchParams({ passphrase: 'x'.repeat(5_000) }), 413, 'too_large'],
    ['a body that is no form', '{"passphrase":"hunter2', 400, 'invalid'],
  ])('is not opened by %s, and nothing of it reaches the log', async (_what, body, status, code) => {
    const answer = await newClient(app.origin).ask('/api/auth/callback/passphrase', { method: 'POST', body })
    expect(answer).toMatchObject({ status, body: { error: { code } } })
    expect(app.output()).not.toContain('hunter2')
  })

  it('is opened and closed at known addresses only', async () => {
    const anyone = newClient(app.origin)
    for (const path of ['_log', 'session', 'signin/passphrase', 'callback/other']) {
      const answer = await anyone.ask(`/api/auth/${path}`, { method: 'POST', body: new URLSearchParams() })
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    }
  })

  it('is not believed with another signature, and ends by signing out', async () => {
    const owner = await signIn(app.origin)
    const forged = newClient(app.origin)
    const [name, value] = [...owner.cookies].find(([key]) => key.endsWith('session-token')) ?? ['', '']
    forged.cookies.set(name, `${value.slice(0, -4)}AAAA`)
    expect((await forged.get('/api/me')).body.me).toBeNull()
    const { csrfToken } = (await owner.get('/api/auth/csrf')).body
    await owner.ask('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
    expect((await owner.get('/api/me')).body.me).toBeNull()
  })
})

/** A session as it was opened some days ago. */
async function sessionOf(person: string, { auth, daysAgo }: { auth: string; daysAgo: number }): Promise<string> {
  vi.useFakeTimers({ now: Date.now() - daysAgo * 86_400_000, toFake: ['Date'] })
  try {
    return await encode({ token: { sub: person, epoch: 1 }, secret: auth, maxAge: 90 * 86_400 })
  } finally {
    vi.useRealTimers()
  }
}
