import type { Channel } from 'pusher-js'
import { describe, expect } from 'vitest'
import { app, startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('a channel', () => {
  shows(['public-channel', 'api-events'], 'brings an event to who is subscribed, until they unsubscribe', async () => {
    const { client, host, call } = await startChannels()
    const [subscriber, other] = [client(), client()]
    const [town, village] = [subscriber.subscribe('town'), other.subscribe('village')]
    const [heard, elsewhere] = [new Heard(town, 'news'), new Heard(village, 'news')]
    await subscribed(town, village)
    expect((await host.trigger('town', 'news', { cake: 'cut' })).status).toBe(200)
    expect(await heard.first()).toEqual([{ cake: 'cut' }])

    subscriber.unsubscribe('town')
    await until(async () => (await (await call('GET', '/channels/town')).json()).occupied === false)
    await host.trigger(['town', 'village'], 'news', { cake: 'eaten' })
    expect(await elsewhere.first()).toEqual([{ cake: 'eaten' }])
    expect(heard.all).toHaveLength(1)
  })

  shows(['public-channel'], 'carries any text as it is', async () => {
    const { client, host } = await startChannels()
    const channel = client().subscribe('town')
    const heard = new Heard(channel, 'ünïcode 🎂 event')
    await subscribed(channel)
    const texts = ['plain text', '🎂 \u2028 "quotes" \\ \u0000', `${'long '.repeat(2_000)}`, '']
    for (const text of texts) await host.trigger('town', 'ünïcode 🎂 event', text)
    expect(await heard.first(texts.length)).toEqual(texts)
  })

  shows(['private-channel'], 'that is private needs the signature that the official library makes', async () => {
    const { client, host } = await startChannels()
    const channel = client().subscribe('private-town')
    const heard = new Heard(channel, 'news')
    await subscribed(channel)
    await host.trigger('private-town', 'news', { for: 'few' })
    expect(await heard.first()).toEqual([{ for: 'few' }])
  })

  shows(['refuses-bad-signature'], 'that is private tells a wrongly signed client why', async () => {
    const { client } = await startChannels()
    const pusher = client({
      channelAuthorization: {
        transport: 'ajax',
        endpoint: '',
        customHandler: (_, done) => done(null, { auth: `${app.key}:${'0'.repeat(64)}` }),
      },
    })
    const channel = pusher.subscribe('private-town')
    expect(await new Heard(channel, 'pusher:subscription_error').first()).toEqual([
      { type: 'AuthError', error: 'Invalid signature', status: 401 },
    ])
    expect([channel.subscribed, pusher.connection.state]).toEqual([false, 'connected'])
  })

  shows(
    ['refuses-bad-signature'],
    'refuses no signature, and one of another socket, channel, key or secret',
    async () => {
      const { raw, host } = await startChannels()
      const [socket, other] = [await raw(), await raw()]
      const [id, otherId] = [await socket.id(), await other.id()]
      const good = host.authorizeChannel(id, 'private-a').auth
      const attempts: [channel: string, auth: string | undefined][] = [
        ['private-a', undefined],
        ['private-a', ''],
        ['private-a', host.authorizeChannel(otherId, 'private-a').auth],
        ['private-a', host.authorizeChannel(id, 'private-b').auth],
        ['private-a', good.replace(app.key, 'key')],
        ['private-a', good.slice(0, -1)],
        ['private-a', `${good}0`],
        ['private-a', good.toUpperCase()],
        ['presence-a', host.authorizeChannel(id, 'presence-a', { user_id: 'ania' }).auth],
        ['private-encrypted-a', good],
      ]
      for (const [channel, auth] of attempts) socket.send('pusher:subscribe', { channel, auth })
      await until(() => socket.named('pusher:subscription_error').length === attempts.length)
      expect(socket.named('pusher_internal:subscription_succeeded')).toEqual([])
      await socket.subscribe('private-a', { auth: good })
    },
  )

  shows(['encrypted-channel'], 'that is encrypted carries what the server cannot read', async () => {
    const { client, host, raw } = await startChannels()
    const channel = client().subscribe('private-encrypted-town')
    const heard = new Heard(channel, 'news')
    await subscribed(channel)
    const socket = await raw()
    await socket.subscribe('private-encrypted-town', signedFor(host, await socket.id(), 'private-encrypted-town'))
    await host.trigger('private-encrypted-town', 'news', { for: 'two' })
    expect(await heard.first()).toEqual([{ for: 'two' }])
    expect((await socket.event('news')).data).toEqual({ nonce: expect.any(String), ciphertext: expect.any(String) })
  })

  shows(['cache-channel', 'cache-miss'], 'that is cached tells a late subscriber its last event first', async () => {
    const { client, host } = await startChannels()
    const names = ['cache-town', 'private-cache-town', 'presence-cache-town', 'private-encrypted-cache-town']
    for (const name of names) {
      const early = client({ member: { user_id: 'ania' } }).subscribe(name)
      const [missed, heard] = [new Heard(early, 'pusher:cache_miss'), new Heard(early, 'news')]
      await missed.first()
      await host.trigger(name, 'news', 'first')
      await host.trigger(name, 'news', 'second')
      await heard.first(2)
      const late = client({ member: { user_id: 'tomek' } }).subscribe(name)
      const [lateMiss, lateHeard] = [new Heard(late, 'pusher:cache_miss'), new Heard(late, 'news')]
      expect(await lateHeard.first()).toEqual(['second'])
      await host.trigger(name, 'news', 'third')
      expect(await lateHeard.first(2)).toEqual(['second', 'third'])
      expect([lateMiss.all, missed.all.length]).toEqual([[], 1])
    }
  })

  shows(
    ['cache-channel', 'cache-miss'],
    'that is cached forgets in time, and the oldest when there are many',
    async () => {
      let now = 0
      const clock = { wall: () => Date.now(), steady: () => now }
      const { raw, host } = await startChannels({ cachedChannels: 2, cacheTtlMs: 60_000 }, { clock })
      for (const name of ['cache-a', 'cache-b', 'cache-a', 'cache-c', 'plain', 'other'])
        await host.trigger(name, 'news', name)
      expect(await firstEvents(await raw(), ['cache-a', 'cache-b', 'cache-c'])).toEqual([
        'news',
        'pusher:cache_miss',
        'news',
      ])
      now = 60_001
      expect(await firstEvents(await raw(), ['cache-a', 'cache-c'])).toEqual(['pusher:cache_miss', 'pusher:cache_miss'])
    },
  )

  shows(['subscription-count'], 'tells its subscribers how many they are', async () => {
    const { client } = await startChannels({ promptCountIntervalMs: 10 })
    const [one, two] = [client(), client()]
    const channel = one.subscribe('town')
    const counts = new Heard(channel, 'pusher:subscription_count')
    await counts.first(1)
    two.subscribe('town')
    await counts.first(2)
    two.disconnect()
    expect(await counts.first(3)).toEqual([1, 2, 1].map(subscription_count => ({ subscription_count })))
  })

  shows(
    ['subscription-count'],
    'tells a large crowd how many they are once in an interval, and a presence channel never',
    async () => {
      const { raw, host } = await startChannels({ promptCounts: 2, countIntervalMs: 60 })
      const sockets = await Promise.all(Array.from({ length: 20 }, () => raw()))
      for (const socket of sockets) await socket.subscribe('town')
      const [first] = sockets
      const counts = () => first?.named('pusher_internal:subscription_count').map(({ data }) => data) ?? []
      await until(() => JSON.stringify(counts().at(-1)) === '{"subscription_count":20}')
      await (await raw()).subscribe('town')
      await until(() => JSON.stringify(counts().at(-1)) === '{"subscription_count":21}')
      expect(counts().length).toBeLessThan(10)
      expect(new Set(counts().map(count => JSON.stringify(count))).size).toBe(counts().length)
      const member = await raw()
      await member.subscribe('presence-town', signedFor(host, await member.id(), 'presence-town', 'ania'))
      member.send('pusher:ping')
      await member.event('pusher:pong')
      expect(member.named('pusher_internal:subscription_count')).toEqual([])
    },
  )

  shows(['subscription-count'], 'is not made to count all the time by one who comes and goes', async () => {
    const { raw } = await startChannels({ promptCountIntervalMs: 200 })
    const [reader, restless] = [await raw(), await raw()]
    await reader.subscribe('town')
    for (let time = 0; time < 50; time += 1) {
      restless.send('pusher:subscribe', { channel: 'town' })
      restless.send('pusher:unsubscribe', { channel: 'town' })
    }
    await restless.subscribe('town')
    const counts = () => reader.named('pusher_internal:subscription_count').map(({ data }) => data)
    await until(() => JSON.stringify(counts().at(-1)) === '{"subscription_count":2}')
    expect(counts().length).toBeLessThan(10)
  })

  shows(['refuses-bad-channel-name'], 'needs a proper name', async () => {
    const { raw } = await startChannels()
    const socket = await raw()
    const names = ['', 'a b', 'café', 'a/b', '#town', '#server-to-user-', 'x'.repeat(201), 'private-\n']
    for (const channel of names) socket.send('pusher:subscribe', { channel, auth: 'x' })
    await until(() => socket.named('pusher:subscription_error').length === names.length)
    for (const { data } of socket.named('pusher:subscription_error')) expect(data).toMatchObject({ status: 400 })
    for (const channel of ['x'.repeat(200), 'A-z_0=@,.;']) await socket.subscribe(channel)
  })

  shows(['refuses-second-subscription'], 'is not subscribed to twice', async () => {
    const { raw, host } = await startChannels()
    const socket = await raw()
    await socket.subscribe('town')
    socket.send('pusher:subscribe', { channel: 'town' })
    expect((await socket.event('pusher:error')).data).toMatchObject({ code: null })
    await host.trigger('town', 'news', 1)
    await host.trigger('town', 'more', 1)
    await socket.event('more')
    expect(socket.named('news')).toHaveLength(1)
  })

  shows(['refuses-too-many-channels'], 'is refused to a socket that is on too many', async () => {
    const { raw } = await startChannels({ channelsPerConnection: 2 })
    const socket = await raw()
    for (const channel of ['a', 'b', 'c']) socket.send('pusher:subscribe', { channel })
    expect(await socket.event('pusher:subscription_error')).toMatchObject({ channel: 'c', data: { status: 403 } })
    socket.send('pusher:unsubscribe', { channel: 'a' })
    socket.send('pusher:subscribe', { channel: 'd' })
    await until(() => socket.named('pusher_internal:subscription_succeeded').length === 3)
  })
})

async function subscribed(...channels: Channel[]): Promise<void> {
  await until(() => channels.every(channel => channel.subscribed))
}

function signedFor(
  host: Awaited<ReturnType<typeof startChannels>>['host'],
  socketId: string,
  channel: string,
  userId?: string,
) {
  return host.authorizeChannel(socketId, channel, userId === undefined ? undefined : { user_id: userId })
}

/** What a socket hears first on each channel after it has subscribed. */
async function firstEvents(
  socket: Awaited<ReturnType<Awaited<ReturnType<typeof startChannels>>['raw']>>,
  channels: string[],
): Promise<(string | undefined)[]> {
  const heard = (channel: string) => socket.events.filter(event => event.channel === channel).map(({ event }) => event)
  for (const channel of channels) socket.send('pusher:subscribe', { channel })
  await until(() => channels.every(channel => heard(channel).length >= 2))
  return channels.map(channel => heard(channel)[1])
}
