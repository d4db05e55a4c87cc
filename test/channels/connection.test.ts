import { connect } from 'node:net'
import { describe, expect } from 'vitest'
import { app, startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('a connection', () => {
  shows(['connection-established'], 'is told its socket id and when to ask for a sign of life', async () => {
    const { client, raw } = await startChannels()
    const pusher = client()
    await until(() => pusher.connection.state === 'connected')
    expect(pusher.connection.socket_id).toMatch(/^\d+\.\d+$/)
    const { data } = await (await raw()).event('pusher:connection_established')
    expect(data).toEqual({ socket_id: expect.stringMatching(/^\d+\.\d+$/), activity_timeout: 120 })
  })

  shows(['ping-from-client'], 'gets a pong for a ping of the official client', async () => {
    const { client } = await startChannels()
    const pusher = client({ activityTimeout: 20 })
    const messages = new Heard(pusher.connection, 'message')
    await until(() => named(messages, 'pusher:pong') > 0)
    expect(pusher.connection.state).toBe('connected')
  })

  shows(['ping-from-server'], 'is asked when it is silent, and stays when it answers', async () => {
    const { client } = await startChannels({ activityTimeoutMs: 30, pongTimeoutMs: 200, heartbeatMs: 5 })
    const pusher = client()
    const messages = new Heard(pusher.connection, 'message')
    const states = new Heard(pusher.connection, 'state_change')
    await until(() => named(messages, 'pusher:ping') >= 8) // over 240 ms: longer than one unanswered ping may be
    expect(states.all).toEqual([{ previous: 'connecting', current: 'connected' }])
  })

  shows([4201], 'that does not answer a ping is closed', async () => {
    const { raw } = await startChannels({ activityTimeoutMs: 20, pongTimeoutMs: 20, heartbeatMs: 5 })
    const socket = await raw()
    expect(await socket.closeCode()).toBe(4201)
    expect(socket.named('pusher:ping')).toHaveLength(1)
  })

  shows(['websocket-ping'], 'may ask with a WebSocket ping, which counts as a sign of life', async () => {
    let now = 0
    const clock = { wall: () => Date.now(), steady: () => now }
    const { raw } = await startChannels({ heartbeatMs: 5 }, { clock })
    const [asking, silent] = [await raw(), await raw()]
    for (const later of [70_000, 130_000]) {
      const pong = new Promise(resolve => asking.socket.once('pong', resolve))
      asking.socket.ping()
      await pong
      now = later
    }
    await silent.event('pusher:ping') // nothing for 130 s; the other was heard 60 s ago
    expect(asking.named('pusher:ping')).toEqual([])
  })

  shows(
    [4200, 'closing', 'reconnect-resubscribe'],
    'reconnects at once when the server closes, and has its channels again',
    async () => {
      const { client, host, restart } = await startChannels()
      const pusher = client({ member: { user_id: 'ania' } })
      const errors = new Heard(pusher.connection, 'error')
      const channels = [pusher.subscribe('town'), pusher.subscribe('private-town'), pusher.subscribe('presence-town')]
      const heard = channels.map(channel => new Heard(channel, 'news'))
      await until(() => channels.every(channel => channel.subscribed))
      const before = pusher.connection.socket_id
      const since = performance.now()
      await restart()
      await until(() => pusher.connection.socket_id !== before && channels.every(channel => channel.subscribed))
      expect(performance.now() - since).toBeLessThan(900) // the client's backoff would take a second
      expect(codes(errors)).toContain(4200)
      await host.trigger(['town', 'private-town', 'presence-town'], 'news', 1)
      for (const one of heard) expect(await one.first()).toEqual([1])
    },
  )

  shows(['closing'], 'that does not hang up is cut after the grace', async () => {
    const { raw, restart } = await startChannels({ closeGraceMs: 40 })
    const socket = await raw()
    socket.socket.pause()
    await restart() // resolves, although the socket never answered
    socket.socket.resume()
    expect(await socket.closeCode()).toBe(4200)
  })

  shows([4001], 'with an unknown key is turned away, and the official client stays away', async () => {
    const { client } = await startChannels()
    const pusher = client({ key: 'another' })
    const errors = new Heard(pusher.connection, 'error')
    await until(() => pusher.connection.state === 'disconnected')
    expect(codes(errors)).toEqual([4001])
  })

  shows([4004], 'beyond what the server may hold is turned away, and the official client stays away', async () => {
    const { client, raw } = await startChannels({ connections: 1 })
    await (await raw()).id()
    const pusher = client()
    const errors = new Heard(pusher.connection, 'error')
    await until(() => pusher.connection.state === 'disconnected')
    expect(codes(errors)).toEqual([4004])
  })

  shows([4100], 'beyond what an address may have backs off, and gets in when another leaves', async () => {
    const { client, raw } = await startChannels({ connectionsPerAddress: 1 })
    const first = await raw()
    await first.id()
    const pusher = client()
    const errors = new Heard(pusher.connection, 'error')
    await errors.first()
    expect(codes(errors)).toEqual([4100])
    first.cut()
    await until(() => pusher.connection.state === 'connected')
  })

  shows([4100], 'of another address is not counted with the first', async () => {
    const come: [address: string, outcome: 'in' | 4100][] = [
      ['192.0.2.1', 'in'],
      ['192.0.2.2', 'in'],
      ['192.0.2.1', 4100],
      ['::ffff:192.0.2.2', 4100],
      ['2001:db8:0:1::1', 'in'],
      ['2001:db8:0:2::1', 'in'],
      ['2001:DB8::1:aaaa:bbbb:cccc:dddd', 4100], // of the same /64 as 2001:db8:0:1::1
      ['::1', 'in'],
    ]
    const addresses = come.map(([address]) => address)
    const { raw } = await startChannels({ connectionsPerAddress: 1 }, { address: () => addresses.shift() ?? '' })
    for (const [address, outcome] of come) {
      const socket = await raw()
      const happened = outcome === 'in' ? await socket.id().then(() => 'in') : await socket.closeCode()
      expect([address, happened]).toEqual([address, outcome])
    }
  })

  const refusals: [code: number, path: string][] = [
    [4005, '/app'],
    [4005, '/app/'],
    [4005, `/app/${app.key}/more?protocol=7`],
    [4006, `/app/${app.key}?protocol=seven`],
    [4006, `/app/${app.key}?protocol=7&version=newest`],
    [4007, `/app/${app.key}?protocol=6`],
    [4007, `/app/${app.key}?protocol=8&version=9.0.1`],
    [4008, `/app/${app.key}`],
    [4008, `/app/${app.key}?protocol=&version=8.6.0`],
  ]
  shows([4005, 4006, 4007, 4008], 'is turned away from other paths, versions and protocols', async () => {
    const { raw } = await startChannels()
    for (const [code, path] of refusals) {
      const socket = await raw(path)
      expect([path, await socket.closeCode()]).toEqual([path, code])
      expect(socket.events).toEqual([])
    }
  })

  shows(['connection-established'], 'of any client library with a proper version is let in', async () => {
    const { raw } = await startChannels()
    for (const version of ['8.6.0', '2.1', '7.0.3-beta1', '10.1.5+build.3']) {
      const socket = await raw(`/app/${app.key}?client=some&protocol=7&version=${encodeURIComponent(version)}`)
      await socket.id()
    }
  })

  shows(['refuses-crowd'], 'is answered 503 when too many refused ones have not hung up', async () => {
    const { port, raw } = await startChannels({ refusedSockets: 1 })
    const deaf = connect(port, '127.0.0.1').pause()
    deaf.write(
      `GET /app/another?protocol=7 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
    )
    await new Promise(resolve => deaf.once('readable', resolve))
    const one = await raw('/app/another?protocol=7')
    expect(await one.closeCode()).toBe(1006)
    await (await raw()).id() // whoever is welcome still comes in
    deaf.destroy()
  })

  shows(['foreign-paths'], 'of another path is left to the caller, as is a request', async () => {
    const { port, raw } = await startChannels()
    for (const path of ['/', '/application/x', '/apps/3/events', '//', '/_next/hmr']) {
      expect(await (await raw(path)).closeCode()).toBe(1006)
    }
    for (const path of ['/', '/app/x', '/appsolute', '/api/casts']) {
      expect(await (await fetch(`http://127.0.0.1:${port}${path}`)).text()).toBe('not for channels')
    }
  })

  shows(['any-input'], 'with a broken handshake is answered and ends nobody else', async () => {
    const { port, raw } = await startChannels()
    const bystander = await raw()
    const answer = await new Promise<string>((resolve, reject) => {
      const line = connect(port, '127.0.0.1')
      line.on('error', reject)
      line.on('data', data => resolve(String(data)))
      line.write(
        `GET /app/${app.key}?protocol=7 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      )
    })
    expect(answer).toContain('400 Bad Request')
    bystander.send('pusher:ping')
    await bystander.event('pusher:pong')
  })

  shows(
    ['refuses-bad-json', 'refuses-binary', 'refuses-unknown-event'],
    'that says what cannot be read is told so and stays',
    async () => {
      const { raw } = await startChannels()
      const socket = await raw()
      const nonsense = [
        '',
        'hello',
        '[]',
        'null',
        '{"event":7}',
        '{"event":"pusher:subscribe"}',
        '{"event":"news","data":1}',
      ]
      for (const text of nonsense) socket.socket.send(text)
      socket.socket.send(Buffer.from('{"event":"pusher:ping"}'))
      await until(() => socket.named('pusher:error').length === nonsense.length + 1)
      expect(socket.named('pusher:error').at(-1)?.data).toEqual({
        code: null,
        message: 'Binary frames are not part of the protocol',
      })
      socket.send('pusher:ping')
      await socket.event('pusher:pong')
    },
  )

  shows(['refuses-large-frame'], 'that sends a frame over the limit is closed', async () => {
    const { raw } = await startChannels()
    const socket = await raw()
    socket.send('pusher:ping', 'x'.repeat(31 * 1024))
    await socket.event('pusher:pong')
    socket.send('pusher:ping', 'x'.repeat(33 * 1024))
    expect(await socket.closeCode()).toBe(1009)
  })

  shows(['refuses-fast-talker', 4100], 'that talks too fast is closed and backs off', async () => {
    const { client } = await startChannels({ messagesPerSecond: 20 })
    const pusher = client()
    const errors = new Heard(pusher.connection, 'error')
    await until(() => pusher.connection.state === 'connected')
    for (let sent = 0; sent < 30; sent += 1) pusher.send_event('pusher:ping', {})
    await errors.first()
    expect(codes(errors)).toContain(4100)
  })
})

/** How many messages of that name an official client's connection has got. */
function named(messages: Heard, name: string): number {
  return messages.all.filter(
    message => typeof message === 'object' && message && 'event' in message && message.event === name,
  ).length
}

/** The protocol's codes among the errors of an official client's connection. */
function codes(errors: Heard): unknown[] {
  return [...new Set(errors.all.map(error => dig(error)))]
}

/** Errors before and after the handshake differ in how deep the code lies. */
function dig(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined
  if ('code' in error) return error.code
  if ('data' in error) return dig(error.data)
  return 'error' in error ? dig(error.error) : undefined
}
