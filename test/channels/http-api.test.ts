import { request } from 'node:http'
import { describe, expect } from 'vitest'
import { app, type ChannelsHouse, startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('the HTTP API', () => {
  shows(['api-events'], 'triggers one event on many channels, each named once', async () => {
    const { raw, host, call } = await startChannels()
    const socket = await raw()
    for (const channel of ['a', 'b', 'c']) await socket.subscribe(channel)
    const answer = await host.trigger(['a', 'b', 'a'], 'news', 1)
    expect([answer.status, await answer.json()]).toEqual([200, {}])
    expect((await call('POST', '/events', '{"name":"end","channel":"c","data":"{}"}')).status).toBe(200)
    await socket.event('end')
    expect(socket.named('news').map(({ channel }) => channel)).toEqual(['a', 'b'])
    expect((await host.trigger(Array(100).fill('a'), 'news', 1)).status).toBe(200)
  })

  shows(
    ['api-batch-events'],
    'triggers a batch in order, also where channels and excluded sockets change',
    async () => {
      const { raw, host } = await startChannels()
      const [one, two] = [await raw(), await raw()]
      for (const socket of [one, two]) for (const channel of ['a', 'cache-b']) await both(socket, channel)
      const socket_id = await one.id()
      const answer = await host.triggerBatch([
        { channel: 'a', name: 'news', data: 1 },
        { channel: 'a', name: 'news', data: 2 },
        { channel: 'cache-b', name: 'news', data: 3 },
        { channel: 'a', name: 'news', data: 4, socket_id },
        { channel: 'a', name: 'news', data: 5 },
        { channel: 'cache-b', name: 'news', data: 6, socket_id },
        { channel: 'cache-b', name: 'news', data: 7, socket_id },
        { channel: 'a', name: 'end', data: {} },
      ])
      expect(await answer.json()).toEqual({})
      await Promise.all([one.event('end'), two.event('end')])
      expect(one.named('news').map(({ data }) => data)).toEqual([1, 2, 3, 5])
      expect(two.named('news').map(({ data }) => data)).toEqual([1, 2, 3, 4, 5, 6, 7])
      const late = await raw()
      await both(late, 'cache-b')
      expect((await late.event('news')).data).toBe(7)
    },
  )

  shows(['api-socket-id'], 'leaves the socket out that an event came from', async () => {
    const { client, host } = await startChannels()
    const [sender, reader] = [client(), client()]
    const channels = [sender.subscribe('town'), reader.subscribe('town')]
    const [own, other] = channels.map(channel => new Heard(channel, 'news'))
    await until(() => channels.every(channel => channel.subscribed))
    await host.trigger('town', 'news', 1, { socket_id: sender.connection.socket_id })
    await host.trigger('town', 'news', 2, { socket_id: '1.1' })
    expect(await other?.first(2)).toEqual([1, 2])
    expect(await own?.first()).toEqual([2])
  })

  shows(['api-channels', 'api-info'], 'lists occupied channels by prefix, with what info asks for', async () => {
    const { client, host } = await startChannels()
    const pusher = client({ member: { user_id: 'ania' }, user: { id: 'ania' } })
    const tablet = client({ member: { user_id: 'ania' } })
    pusher.signin()
    const channels = ['town', 'private-town', 'presence-town'].map(name => pusher.subscribe(name))
    channels.push(tablet.subscribe('presence-town'))
    await until(() => channels.every(channel => channel.subscribed) && pusher.user.serverToUserChannel?.subscribed)
    const list = async (params: Record<string, string>) => (await host.get({ path: '/channels', params })).json()
    expect(await list({})).toEqual({ channels: { town: {}, 'private-town': {}, 'presence-town': {} } })
    expect(await list({ filter_by_prefix: 'private-' })).toEqual({ channels: { 'private-town': {} } })
    expect(await list({ filter_by_prefix: 'presence-', info: 'user_count,subscription_count' })).toEqual({
      channels: { 'presence-town': { user_count: 1, subscription_count: 2 } },
    })
    expect(await list({ filter_by_prefix: 'nobody-' })).toEqual({ channels: {} })

    const info = 'user_count,subscription_count'
    expect(await (await host.trigger(['town', 'presence-town', 'empty'], 'news', 1, { info })).json()).toEqual({
      channels: {
        town: { subscription_count: 1 },
        'presence-town': { user_count: 1, subscription_count: 2 },
        empty: { subscription_count: 0 },
      },
    })
    const batch = [
      { channel: 'town', name: 'news', data: 1, info: 'subscription_count' },
      { channel: 'town', name: 'news', data: 1 },
    ]
    expect(await (await host.triggerBatch(batch)).json()).toEqual({ batch: [{ subscription_count: 1 }, {}] })
  })

  shows(['api-channel'], 'shows one channel, occupied or not', async () => {
    const { client, host } = await startChannels()
    const show = async (name: string, info?: string) =>
      (await host.get({ path: `/channels/${name}`, params: info ? { info } : {} })).json()
    expect(await show('town')).toEqual({ occupied: false })
    const channel = client({ member: { user_id: 'ania' } }).subscribe('presence-cache-town')
    await until(() => channel.subscribed)
    const all = 'user_count,subscription_count,cache'
    expect(await show('presence-cache-town', all)).toEqual({
      occupied: true,
      user_count: 1,
      subscription_count: 1,
      cache: null,
    })
    await host.trigger('presence-cache-town', 'news', { cake: 'cut' })
    expect(await show('presence-cache-town', 'cache')).toEqual({
      occupied: true,
      cache: { event: 'news', data: '{"cake":"cut"}', ttl: 1800 },
    })
  })

  shows(['api-users'], 'lists the users of an empty presence channel as none', async () => {
    const { host } = await startChannels()
    expect(await (await host.get({ path: '/channels/presence-town/users' })).json()).toEqual({ users: [] })
  })

  shows(
    ['refuses-bad-request-signature'],
    'refuses another secret or key, an old or early clock, a changed body',
    async () => {
      const shift = { ms: 0 }
      const clock = { wall: () => Date.now() + shift.ms, steady: () => performance.now() }
      const house = await startChannels({}, { clock })
      const { host, port } = house
      const path = `/apps/${app.id}/events`
      const body = '{"name":"a","channel":"b","data":"c"}'
      const post = (query: string, sent = body) =>
        fetch(`http://127.0.0.1:${port}${path}?${query}`, { method: 'POST', body: sent })
      const query = host.createSignedQueryString({ method: 'POST', path, body })
      expect((await post(query)).status).toBe(200)
      const refused = [
        post(query, body.replace('a', 'd')),
        post(query, ''),
        post(query.replace(/[0-9a-f]$/, digit => (digit === '0' ? '1' : '0'))),
        post(query.replace(app.key, 'other')),
        post(query.replace(/&auth_signature=.*/, '')),
        post(''),
      ]
      for (const answer of await Promise.all(refused)) {
        expect([answer.status, answer.headers.get('content-type')]).toEqual([401, 'text/plain; charset=utf-8'])
      }
      for (const [ms, status] of [
        [-595_000, 200],
        [595_000, 200],
        [-605_000, 401],
        [605_000, 401],
      ] as const) {
        shift.ms = ms
        expect((await house.call('POST', '/events', body)).status).toBe(status)
      }
    },
  )

  const bad: [path: string, body: string, why: string][] = [
    ['/events', 'no json', 'Invalid body at its root'],
    ['/events', '[]', 'Invalid body at its root'],
    ['/events', '\ud800', 'Invalid body'],
    ['/events', '{"channel":"a","data":"b"}', 'Invalid body at name'],
    ['/events', '{"name":"n","channel":"a","data":{}}', 'Invalid body at data'],
    ['/events', '{"name":"n","data":"b"}', 'No channel'],
    ['/events', '{"name":"n","data":"b","channels":[]}', 'No channel'],
    ['/events', '{"name":"n","data":"b","channels":["a",7]}', 'Invalid body at channels.1'],
    ['/events', '{"name":"n","data":"b","channel":"a b"}', 'Invalid channel name'],
    ['/events', `{"name":"n","data":"b","channel":"${'a'.repeat(201)}"}`, 'Invalid channel name'],
    ['/events', `{"name":"n","data":"b","channels":${JSON.stringify(Array(101).fill('a'))}}`, 'At most 100 channels'],
    ['/events', '{"name":"n","data":"b","channels":["private-encrypted-a","b"]}', 'must be triggered alone'],
    ['/events', '{"name":"","data":"b","channel":"a"}', 'Invalid event name'],
    ['/events', `{"name":"${'n'.repeat(201)}","data":"b","channel":"a"}`, 'Invalid event name'],
    ['/events', '{"name":"pusher:error","data":"b","channel":"a"}', 'Invalid event name'],
    ['/events', '{"name":"pusher_internal:member_added","data":"b","channel":"a"}', 'Invalid event name'],
    ['/events', '{"name":"n\\u0000","data":"b","channel":"a"}', 'Invalid event name'],
    ['/events', '{"name":"n","data":"b","channel":"a","socket_id":"one"}', 'Invalid body at socket_id'],
    ['/events', '{"name":"n","data":"b","channel":"a","info":"weather"}', 'Unknown info attribute'],
    ['/events', '{"name":"n","data":"b","channel":"cache-a","info":"cache"}', 'Unknown info attribute'],
    ['/batch_events', '{}', 'Invalid body at batch'],
    ['/batch_events', '{"batch":[{"name":"n","data":"b","channels":["a"]}]}', 'Invalid body at batch.0.channel'],
    ['/batch_events', '{"batch":[{"name":"n","data":"b","channel":"a b"}]}', 'Invalid channel name'],
    [
      '/batch_events',
      `{"batch":[${Array(11).fill('{"name":"n","data":"b","channel":"a"}').join()}]}`,
      'At most 10 events',
    ],
  ]
  shows(['refuses-bad-request'], 'refuses bodies that it cannot take, and sends nothing of them', async () => {
    const { call, raw, host } = await startChannels()
    const socket = await raw()
    await socket.subscribe('a')
    for (const [path, body, why] of bad) {
      const answer = await call('POST', path, body)
      expect([body, answer.status, await answer.text()]).toEqual([body, 400, expect.stringContaining(why)])
    }
    const mixed = [
      { name: 'n', data: 'b', channel: 'a' },
      { name: '', data: 'b', channel: 'a' },
    ]
    expect((await call('POST', '/batch_events', JSON.stringify({ batch: mixed }))).status).toBe(400)
    await host.trigger('a', 'end', 1)
    await socket.event('end')
    expect(socket.named('n')).toEqual([])
  })

  shows(['refuses-bad-request'], 'refuses questions that a channel cannot answer', async () => {
    const { call } = await startChannels()
    const questions = [
      '/channels?info=user_count',
      '/channels?filter_by_prefix=private-&info=user_count',
      '/channels?info=weather',
      '/channels/town?info=user_count',
      '/channels/town?info=cache',
      '/channels/town?info=subscription_count,weather',
      '/channels/town/users',
      '/channels/private-town/users',
      '/channels/a%20b',
      '/channels/%ff',
    ]
    for (const question of questions) expect([question, (await call('GET', question)).status]).toEqual([question, 400])
  })

  shows(['refuses-large-data'], 'takes 10 KB of data and not a byte more', async () => {
    const { host, call } = await startChannels()
    const data = 'é'.repeat(5 * 1024)
    expect((await host.trigger('town', 'news', data)).status).toBe(200)
    await expect(host.trigger('town', 'news', `${data}x`)).rejects.toMatchObject({
      status: 413,
      body: 'The data content of this event exceeds the allowed maximum (10240 bytes)',
    })
    await expect(host.triggerBatch([{ channel: 'town', name: 'news', data: `${data}x` }])).rejects.toMatchObject({
      status: 413,
    })
    const worst = JSON.stringify({
      batch: Array(10).fill({ name: 'n', channel: 'a', data: '\u0001'.repeat(10 * 1024) }),
    })
    expect((await call('POST', '/batch_events', worst)).status).toBe(200)
  })

  shows(
    ['refuses-large-data'],
    'does not read on when a request is over its limit, whether or not it says so',
    async () => {
      const house = await startChannels({ requestBytes: 1_000 })
      const announced = await send(house, { 'Content-Length': '5000000' }, ['x'])
      expect(announced).toEqual({ status: 413, connection: 'close' })
      const chunked = await send(house, { 'Transfer-Encoding': 'chunked' }, ['x'.repeat(600), 'x'.repeat(600)])
      expect(chunked).toEqual({ status: 413, connection: 'close' })
    },
  )

  shows(['refuses-slow-request'], 'does not wait for a body that does not come', async () => {
    const house = await startChannels({ requestMs: 30 })
    expect(await send(house, { 'Content-Length': '100' }, ['x'])).toEqual({ status: 408, connection: 'close' })
  })

  shows(['refuses-bad-request-signature'], 'does not read the body of a stranger', async () => {
    const house = await startChannels()
    expect(await send(house, { 'Content-Length': '900000' }, ['x'], 'auth_key=another')).toEqual({
      status: 401,
      connection: 'close',
    })
  })

  shows(['any-input'], 'outlives a caller who hangs up', async () => {
    const house = await startChannels()
    const gone = send(house, { 'Content-Length': '100' }, ['x'], undefined, 20)
    await expect(gone).rejects.toThrow()
    expect((await house.host.trigger('town', 'news', 1)).status).toBe(200)
  })

  shows(['refuses-unknown-path'], 'knows one application and its paths', async () => {
    const { call, port } = await startChannels()
    expect((await fetch(`http://127.0.0.1:${port}/apps/4/events`, { method: 'POST' })).status).toBe(404)
    for (const path of ['', '/', '/nothing', '/events/more', '/channels/a/b', '/channels/', '/users/1']) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 404])
    }
    expect((await call('GET', '/events')).status).toBe(405)
    expect((await call('POST', '/channels', '{}')).status).toBe(405)
  })
})

/** Subscribes and waits for that channel's own confirmation. */
async function both(socket: Awaited<ReturnType<ChannelsHouse['raw']>>, channel: string): Promise<void> {
  socket.send('pusher:subscribe', { channel })
  await until(() => socket.named('pusher_internal:subscription_succeeded').some(event => event.channel === channel))
}

/** A POST that never ends its body. `hangUpMs`: when the caller gives up. */
function send(
  { host, port }: ChannelsHouse,
  headers: Record<string, string>,
  chunks: string[],
  query = host.createSignedQueryString({ method: 'POST', path: `/apps/${app.id}/events`, body: 'x' }),
  hangUpMs?: number,
): Promise<{ status: number | undefined; connection: string | undefined }> {
  return new Promise((resolve, reject) => {
    const path = `/apps/${app.id}/events?${query}`
    const call = request({ port, host: '127.0.0.1', method: 'POST', path, headers }, response => {
      resolve({ status: response.statusCode, connection: response.headers.connection })
      call.destroy()
    })
    call.on('error', reject)
    for (const chunk of chunks) call.write(chunk)
    if (hangUpMs !== undefined) setTimeout(() => call.destroy(), hangUpMs)
  })
}
