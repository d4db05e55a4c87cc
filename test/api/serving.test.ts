import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { connect } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { launchCli, newFolder } from '../support/cli.ts'
import { newClient } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

const certificate = 'test/support/localhost-cert.pem'
const tls = { TLS_CERT: certificate, TLS_KEY: 'test/support/localhost-key.pem' }

async function ask(url: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<IncomingMessage> {
  const send = url.startsWith('https:') ? httpsRequest : httpRequest
  const request = send(url, {
    method,
    headers,
    ca: readFileSync(certificate),
    servername: 'localhost',
    agent: false,
  }).end()
  const [response]: IncomingMessage[] = await once(request, 'response')
  if (!response) throw new Error('no answer')
  response.resume()
  return response
}

describe('a start', () => {
  it('prints where it is, a code to scan, and on the first run how to sign in, each secret once', async () => {
    const env = { PORT: '0', DATA_DIR: join(newFolder(), 'data') }
    const first = launchCli(['start'], env)
    await first.says('Ctrl-C stops it.')
    const origin = /On this machine +(http:\/\/localhost:\d+)/.exec(first.output())?.[1] ?? ''
    const passphrase = /Your passphrase +((?:[0-9a-z]{4}-){3}[0-9a-z]{4})\n/.exec(first.output())?.[1] ?? ''
    expect((await ask(`${origin}/api/health`)).statusCode).toBe(200)
    expect(first.output()).toMatch(
      /http:\/\/[\d.]+:\d+\/signin\/once\/[\w-]{22}\n|http:\/\/localhost:\d+\/signin\/once\/[\w-]{22}\n/,
    )
    if (/On the network/.test(first.output())) expect(first.output()).toMatch(/█▀▀▀▀▀▀▀█/)
    expect((await newClient(origin).callback('passphrase', { passphrase, name: 'Tomek' })).status).toBe(200)
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)

    const second = launchCli(['start'], env)
    await second.says('Ctrl-C stops it.')
    expect(second.output()).not.toMatch(/passphrase|signin/)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  })

  it('speaks https with a certificate, and says so to the browser', async () => {
    const cli = launchCli(['start'], { PORT: '0', DATA_DIR: newFolder(), ...tls })
    await cli.says('Ctrl-C stops it.')
    const origin = /(https:\/\/localhost:\d+)/.exec(cli.output())?.[1] ?? ''
    expect(cli.output()).not.toContain('plain http')
    const page = await ask(`${origin}/`)
    expect(page.statusCode).toBe(200)
    expect(page.headers['strict-transport-security'], 'on localhost').toBeUndefined()
    const named = await ask(`${origin}/`, { host: 'casts.example.org' })
    expect(named.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
    expect(page.headers['content-security-policy']).toContain(`wss://${new URL(origin).host}`)
  })
})

describe('the public side', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })

  it('gives every page a strict policy, and every answer of the API one that allows nothing', async () => {
    for (const path of ['/', '/signin', '/privacy', '/nowhere', '/c/nowhere']) {
      const { headers } = await ask(app.origin + path)
      const policy = String(headers['content-security-policy'])
      const scripts = policy.split('; ').find(rule => rule.startsWith('script-src'))
      expect(policy, path).toContain("default-src 'none'")
      expect(scripts, path).toMatch(/'(?:nonce|sha256)-/)
      expect(scripts, path).not.toMatch(/unsafe/)
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
      expect(headers['x-powered-by']).toBeUndefined()
    }
    const { headers } = await ask(`${app.origin}/api/casts`)
    expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'")
  })

  it('names the scripts of the static pages by their hashes, and keeps shared caches from holding those pages', async () => {
    for (const path of ['/signin', '/studio', '/studio?cast=x']) {
      const { headers } = await ask(app.origin + path)
      expect(headers['x-nextjs-prerender'], path).toBeDefined()
      expect(headers['content-security-policy'], path).not.toContain('nonce')
      expect(headers['cache-control'], path).toBe('no-cache')
    }
  })

  it('uses no nonce twice, and none that the client brings', async () => {
    const forged = { 'content-security-policy': "script-src 'nonce-mine'", 'x-nonce': 'mine' }
    const policies = [await ask(`${app.origin}/nowhere`, forged), await ask(`${app.origin}/nowhere`, forged)].map(
      ({ headers }) => String(headers['content-security-policy']),
    )
    expect(new Set(policies).size).toBe(2)
    expect(policies.join()).not.toContain('mine')
  })

  it('believes no client about how it came', async () => {
    const { headers } = await ask(`${app.origin}/`, {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    })
    expect(headers['strict-transport-security']).toBeUndefined()
    expect(headers['content-security-policy']).not.toContain('evil')
  })

  it('has nothing to read at an address that is no UTF-8', async () => {
    for (const path of ['/c/%ff', '/c/%E0%A4%A', '/c/x%ff/log', '/c/x/p/%ff', '/%'])
      expect((await ask(app.origin + path)).statusCode, path).toBe(404)
    expect((await ask(`${app.origin}/signin/once/%ff`)).statusCode).toBe(200) // any token has its button
  })

  it('refuses what is no request for this server', async () => {
    expect((await ask(`${app.origin}/${'x'.repeat(9_000)}`)).statusCode).toBe(414)
    expect((await ask(`${app.origin}/`, { host: 'a/b' })).statusCode).toBe(400)
    expect((await ask(`${app.origin}/`, { cookie: 'x'.repeat(20_000) })).statusCode).toBe(431)
  })

  it('does not offer the API by which events are triggered', async () => {
    expect((await ask(`${app.origin}/apps/1/events`, {}, 'POST')).statusCode).toBe(404)
  })

  it('upgrades only to the Channels server', async () => {
    const { key } = (await newClient(app.origin).get('/api/channels/config')).body
    const socket = new WebSocket(`${app.origin.replace('http', 'ws')}/app/${key}?protocol=7`)
    const [hello] = await once(socket, 'message')
    expect(JSON.parse(String(hello)).event).toBe('pusher:connection_established')
    socket.close()
    const elsewhere = new WebSocket(`${app.origin.replace('http', 'ws')}/_next/hmr`)
    const [error] = await once(elsewhere, 'error')
    expect(String(error)).toContain('404')
  })
})

describe('behind one proxy of ours', () => {
  it('believes what that proxy adds, and nothing before it', async () => {
    const app = await startApp({ env: { TRUST_PROXY: '1' } })
    const { headers } = await ask(`${app.origin}/`, {
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example, casts.example.org',
    })
    expect(headers['strict-transport-security']).toBeDefined()
    expect(headers['content-security-policy']).toContain('wss://casts.example.org')
    expect(headers['content-security-policy']).not.toContain('evil')
    await app.stop()
  })
})

describe('a stop', () => {
  it('answers what was asked, sends sockets away to come again (4200) and ends with 0', async () => {
    const app = await startApp()
    const { key } = (await newClient(app.origin).get('/api/channels/config')).body
    const socket = new WebSocket(`${app.origin.replace('http', 'ws')}/app/${key}?protocol=7`)
    await once(socket, 'message')
    const slow = await startSignIn(app, 'name=Tomek&passphrase='.length)
    slow.write('name=Tomek')

    const closed = once(socket, 'close')
    await app.kill('SIGTERM')
    await until(() => app.output().includes('Stopping'))
    expect(slow.answer()).toBe('')
    slow.write('&passphrase=')
    await until(() => slow.answer().includes('\r\n\r\n'))
    expect(slow.answer()).toMatch(/^HTTP\/1\.1 [34]\d\d/)
    expect((await closed)[0]).toBe(4200)
    await app.stop()
  })

  it('is not held up by a client that never ends its request', async () => {
    const app = await startApp()
    const stuck = await startSignIn(app, 1_000)
    await app.stop()
    expect(stuck.answer()).toBe('')
  })
})

/** A request that has arrived and waits for its body. */
async function startSignIn(app: App, length: number) {
  const socket = connect(app.port, 'localhost')
  await once(socket, 'connect')
  let answer = ''
  socket.on('data', chunk => {
    answer += String(chunk)
  })
  socket.on('error', () => undefined) // a stop may cut it off
  const headers = ['Host: localhost', 'Content-Type: application/x-www-form-urlencoded', `Content-Length: ${length}`]
  socket.write(`POST /api/auth/callback/passphrase HTTP/1.1\r\n${headers.join('\r\n')}\r\nExpect: 100-continue\r\n\r\n`)
  const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'
  await until(() => answer === goOn)
  return { answer: () => answer.slice(goOn.length), write: (text: string) => socket.write(text) }
}
