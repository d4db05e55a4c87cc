import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, newClient, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('reading over HTTP', () => {
  let app: App
  let owner: Publisher
  let anyone: Client
  let path: string
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    anyone = newClient(app.origin)
    const cast = await owner.startCast()
    path = `/api/casts/${cast.id}`
    await owner.publish(cast.id, 'one', 'two', 'three', 'four', 'five')
    return () => app.stop()
  })
  const texts = (posts: { text: string }[]) => posts.map(post => post.text)

  it('pages through the history from the newest to the first', async () => {
    const first = (await anyone.get(`${path}/posts?limit=3`)).body
    expect(texts(first.posts)).toEqual(['five', 'four', 'three'])
    expect(first).toMatchObject({ rev: 5, next: 3, counts: { posts: 5 } })
    const rest = (await anyone.get(`${path}/posts?limit=3&before=${first.next}`)).body
    expect(texts(rest.posts)).toEqual(['two', 'one'])
    expect(rest.next).toBeNull()
  })

  it('goes on from a position, and starts again when that is of another history', async () => {
    const { rev, tip } = (await anyone.get(`${path}/changes?since=0&limit=2`)).body
    const rest = (await anyone.get(`${path}/changes?since=${rev}.${tip}`)).body
    expect(rest.changes.map((change: { rev: number }) => change.rev)).toEqual([3, 4, 5])
    for (const since of ['2.deadbeef', '99']) {
      expect(await anyone.get(`${path}/changes?since=${since}`)).toMatchObject({
        status: 410,
        body: { error: { code: 'log_restarted' } },
      })
    }
  })

  it('may be carried by a shared cache for a moment, but never an answer that says "nothing new"', async () => {
    const whole = await anyone.get(`${path}/posts`)
    expect(whole.headers.get('cache-control')).toContain('s-maxage=1')
    const etag = whole.headers.get('etag') ?? ''
    expect((await anyone.ask(`${path}/posts`, { headers: { 'if-none-match': `W/${etag}` } })).status).toBe(304)
    const { rev, tip } = whole.body
    expect((await anyone.get(`${path}/changes?since=${rev}.${tip}`)).headers.get('cache-control')).toBe('no-store')
    expect((await owner.get(`${path}/posts`)).body).toEqual(whole.body)
  })

  it.each(['before=x', 'before=-1', 'before=99999999999', 'limit=0', 'limit=101', 'limit=1e2', 'before=1.5'])(
    'refuses a page asked with %s',
    async query => {
      expect(await anyone.get(`${path}/posts?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid' } },
      })
    },
  )

  it.each(['since=x', 'since=-1', 'since=99999999999', 'since=1.zz', 'limit=0', 'limit=1000'])(
    'refuses changes asked with %s',
    async query => {
      expect(await anyone.get(`${path}/changes?${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid' } },
      })
    },
  )

  it('shows what people typed as text, never as markup (invariant 10)', async () => {
    const cast = await owner.startCast({ title: 'Markup' })
    await owner.publish(cast.id, '<script>alert(1)</script> [x](javascript:alert(1)) **bold**')
    const [post] = (await anyone.get(`/api/casts/${cast.id}/posts`)).body.posts
    expect(post.html).toContain('&lt;script&gt;')
    expect(post.html).toContain('<strong>bold</strong>')
    expect(post.html).not.toContain('href')
  })
})
