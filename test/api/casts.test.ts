import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { newClient, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('casts over HTTP', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    return () => app.stop()
  })

  it('are made once however often the same device asks', async () => {
    const asked = { id: newId(), title: 'Harbour regatta, day two' }
    const first = await owner.post('/api/casts', asked)
    const again = await owner.post('/api/casts', asked)
    expect([first.status, again.status]).toEqual([201, 200])
    expect(first.body.cast).toMatchObject({ slug: 'harbour-regatta-day-two', visibility: 'public' })
    expect(again.body).toEqual(first.body)
  })

  it('never share an address: the second is refused with one that is free', async () => {
    await owner.startCast({ title: 'Cake', slug: 'cake' })
    const taken = await owner.post('/api/casts', { id: newId(), title: 'Another cake', slug: 'cake' })
    expect(taken).toMatchObject({ status: 409, body: { error: { code: 'slug_taken', suggestion: 'another-cake' } } })
    expect((await owner.get('/api/slugs/cake?title=Cake')).body).toEqual({ free: false, suggestion: 'cake-2' })
    expect((await owner.get('/api/slugs/cake-2')).body).toEqual({ free: true })
  })

  it.each([
    ['a slug with odd characters', { title: 'x', slug: 'Ünder_score' }, 422, 'slug_invalid'],
    ['a slug that looks like an id', { title: 'x', slug: newId() }, 422, 'slug_invalid'],
    ['a title of blanks', { title: ' \n' }, 422, 'title_empty'],
    ['a field that nobody knows', { title: 'x', mood: 'good' }, 400, 'invalid'],
    ['a time zone that is none', { title: 'x', timeZone: 'Moon' }, 400, 'invalid'],
    ['a language that never ends', { title: 'x', lang: `en${'-abcde'.repeat(20)}` }, 400, 'invalid'],
  ])('are not made with %s', async (_what, fields, status, code) => {
    const answer = await owner.post('/api/casts', { id: newId(), ...fields })
    expect(answer).toMatchObject({ status, body: { error: { code } } })
  })

  it('are started only by who is signed in, and never from another site', async () => {
    const anyone = newClient(app.origin)
    const asked = { id: newId(), title: 'x' }
    expect(await anyone.post('/api/casts', asked)).toMatchObject({
      status: 401,
      body: { error: { code: 'signed_out' } },
    })
    const foreign: Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const headers of foreign) {
      expect(await owner.post('/api/casts', asked, headers)).toMatchObject({
        status: 403,
        body: { error: { code: 'cross_site' } },
      })
    }
    expect((await owner.get(`/api/casts/${asked.id}`)).status).toBe(404)
    const own = { origin: app.origin, 'sec-fetch-site': 'same-origin' }
    expect((await owner.post('/api/casts', asked, own)).status).toBe(201)
  })

  it('are found by slug and by id, and nobody learns that a private one exists (invariant 7)', async () => {
    const anyone = newClient(app.origin)
    const open = await owner.startCast({ title: 'Open' })
    const hidden = await owner.startCast({ title: 'Hidden', visibility: 'private' })
    expect((await anyone.get(`/api/casts/${open.slug}`)).body.cast).toEqual(open)
    expect((await anyone.get(`/api/casts/${open.id}`)).body.cast).toEqual(open)
    const unknown = await anyone.get('/api/casts/nothing-here')
    for (const path of ['', '/posts', '/changes']) {
      const answer = await anyone.get(`/api/casts/${hidden.id}${path}`)
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 404, body: unknown.body })
      expect((await owner.get(`/api/casts/${hidden.id}${path}`)).headers.get('cache-control')).toMatch(
        /private|no-store/,
      )
    }
    expect((await anyone.get('/api/casts')).body.upcoming.map((cast: { id: string }) => cast.id)).not.toContain(
      hidden.id,
    )
    expect((await owner.get('/api/me')).body.casts.map((cast: { id: string }) => cast.id)).toContain(hidden.id)
    expect((await anyone.get('/api/me')).body).toEqual({ me: null, casts: [], next: null })
  })

  it('move from upcoming to live to past through their log', async () => {
    const cast = await owner.startCast({ title: 'Election night', startsAt: '2999-01-01T00:00:00.000Z' })
    const where = async () => {
      const { live, upcoming, past } = (await owner.get('/api/casts')).body
      const has = (list: { id: string }[]) => list.some(one => one.id === cast.id)
      return { live: has(live), upcoming: has(upcoming), past: has(past) }
    }
    expect(await where()).toEqual({ live: false, upcoming: true, past: false })
    await owner.publish(cast.id, 'The doors are open')
    expect(await where()).toEqual({ live: true, upcoming: false, past: false })
    await owner.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { endedAt: new Date().toISOString() } }])
    expect(await where()).toEqual({ live: false, upcoming: false, past: true })
  })

  it('answer JSON to whatever is asked under /api', async () => {
    for (const path of ['/api/nothing/here', '/api/casts/%ff', '/api/%E0%A4%A', '/api/casts/x%/posts'])
      expect(await owner.get(path)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
  })

  it('are listed again only where something has changed', async () => {
    const listed = await owner.get('/api/casts')
    const headers = { 'if-none-match': listed.headers.get('etag') ?? '' }
    expect((await owner.ask('/api/casts', { headers })).status).toBe(304)
    await owner.startCast()
    expect((await owner.ask('/api/casts', { headers })).status).toBe(200)
  })
})
