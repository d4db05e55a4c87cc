import { get } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { type Answer, newClient, newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('the page of a cast for many who come at a time', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    return () => app.stop()
  })
  const newReader = () => newClient(app.origin)
  const startWith = async (...texts: string[]) => {
    const cast = await owner.startCast()
    await owner.publish(cast.id, ...texts)
    return { ...cast, path: `/c/${cast.slug}` }
  }
  const nonceOf = ({ headers }: Answer) =>
    /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1] ?? 'no nonce'

  /** Without what is of one answer alone; Next preloads what it knows of when it begins to answer. */
  const said = (answer: Answer) =>
    Object.fromEntries(
      [...answer.headers]
        .filter(([name]) => !/^(?:date|x-request-id|content-length|transfer-encoding|link)$/.test(name))
        .map(([name, value]) => [name, value.replaceAll(nonceOf(answer), '<nonce>')]),
    )

  it('is made for all of them, and brings each a nonce of their own (invariant 10)', async () => {
    const { path } = await startWith('Eleven dogs')
    const answers = await Promise.all(Array.from({ length: 40 }, () => newReader().get(path)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(nonceOf)).size).toBe(40)
    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(40)
    const bodies = answers.map(answer => answer.body.replaceAll(nonceOf(answer), '<nonce>'))
    for (const body of bodies) expect(body).toContain('<script src')
    for (const body of bodies) expect(body.match(/ nonce="(?!<nonce>")/)).toBeNull()
    for (const answer of answers) {
      const preloaded = answer.headers.get('link')?.matchAll(/nonce="([^"]+)"/g) ?? []
      for (const [, nonce] of preloaded) expect(nonce).toBe(nonceOf(answer))
    }
    // The time at which a page was made stands in it. They may have come in two different seconds.
    expect(new Set(bodies).size).toBeLessThanOrEqual(2)
  })

  it('is as Next answers who brings a cookie, for whom it is made anew', async () => {
    const { path } = await startWith('Eleven dogs')
    const shared = await newReader().get(path)
    const own = await newReader().ask(path, { headers: { cookie: 'a=b' } })
    expect(said(shared)).toEqual(said(own))
    // What follows is the data for hydration, which Next cuts into pieces as it comes.
    const shown = ({ body }: Answer) => /<main[\s\S]*<\/main>/.exec(body)?.[0]
    expect(shown(shared)).toContain('Eleven dogs')
    expect(shown(shared)).toBe(shown(own))
    const head = ({ body }: Answer) => body.slice(0, body.indexOf('</head>'))
    for (const answer of [shared, own]) expect(head(answer)).toContain('<title>Burek’s first birthday, live</title>')
    expect(head(shared)).toContain('<meta property="og:title"')
    const madeAt = ({ body }: Answer) => /at\\":(\d{13})/.exec(body)?.[1]
    expect(madeAt(shared)).toMatch(/^\d{13}$/)
    expect(madeAt(own)).not.toBe(madeAt(shared))
  })

  it('has each change at once', async () => {
    const cast = await startWith('Before')
    for (let at = 0; at < 5; at += 1) {
      expect((await newReader().get(cast.path)).status).toBe(200)
      await owner.publish(cast.id, `The cake, part ${at}`)
      expect((await newReader().get(cast.path)).body).toContain(`The cake, part ${at}`)
    }
    const secret = newPublish('Nobody was to read this')
    await owner.sendOps(cast.id, [secret])
    expect((await newReader().get(cast.path)).body).toContain('Nobody was to read this')
    await owner.sendOps(cast.id, [{ op: newId(), type: 'remove', post: { id: secret.post.id } }])
    expect((await newReader().get(cast.path)).body).not.toContain('Nobody was to read this')
  })

  it('is no way into a private cast (invariant 9)', async () => {
    const cast = await owner.startCast({ visibility: 'private' })
    expect((await owner.get(`/c/${cast.slug}`)).status).toBe(200)
    expect((await newReader().get(`/c/${cast.slug}`)).status).toBe(404)
    expect((await newReader().get('/c/not-there')).status).toBe(404)
  })

  it('names the address under which it was asked for', async () => {
    const { path } = await startWith('Eleven dogs')
    for (const host of ['one.example', 'two.example']) {
      const { headers } = await raw(path, { host })
      expect(headers['content-security-policy']).toContain(`ws://${host}`)
    }
  })

  it('is packed for those who can unpack it', async () => {
    const { path } = await startWith('Eleven dogs')
    for (const accepted of ['gzip, br', 'br, gzip;q=0.5']) {
      const { headers, body } = await raw(path, { 'accept-encoding': accepted })
      expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: expect.stringContaining('Accept-Encoding') })
      expect(gunzipSync(body).toString()).toContain('Eleven dogs')
    }
    for (const accepted of ['identity', 'gzip;q=0', '']) {
      const { headers, body } = await raw(path, { 'accept-encoding': accepted })
      expect(headers['content-encoding']).toBeUndefined()
      expect(body.toString()).toContain('Eleven dogs')
    }
  })

  /** Without what `fetch` adds and unpacks by itself. */
  function raw(path: string, headers: Record<string, string>) {
    return new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve, reject) => {
      get(app.origin + path, { headers }, response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk))
        response.once('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }))
      }).once('error', reject)
    })
  }
})
