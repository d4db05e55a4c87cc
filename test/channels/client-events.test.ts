import { describe, expect } from 'vitest'
import { startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('a client event', () => {
  shows(['client-events'], 'reaches the other subscribers of a private channel, and not its sender', async () => {
    const { client } = await startChannels()
    const channels = [1, 2, 3].map(() => client().subscribe('private-town'))
    const heard = channels.map(channel => new Heard(channel, 'client-typing'))
    await until(() => channels.every(channel => channel.subscribed))
    channels[0]?.trigger('client-typing', { who: 'Ania' })
    channels[1]?.trigger('client-typing', 'plain')
    expect(await heard[2]?.first(2)).toEqual([{ who: 'Ania' }, 'plain'])
    expect(await heard[1]?.first()).toEqual([{ who: 'Ania' }])
    expect(heard.map(({ all }) => all.length)).toEqual([1, 1, 2])
  })

  shows(['client-events'], 'says on a presence channel which user it is from', async () => {
    const { client } = await startChannels()
    const [sender, reader] = ['ania', 'tomek'].map(user_id =>
      client({ member: { user_id } }).subscribe('presence-town'),
    )
    if (!sender || !reader) throw new Error('two were made')
    const heard = new Heard(reader, 'client-wave')
    await until(() => sender.subscribed && reader.subscribed)
    sender.trigger('client-wave', {})
    await heard.first()
    expect(heard.metadata).toEqual([{ user_id: 'ania' }])
  })

  shows([4301], 'over the rate is refused, and its sender stays connected', async () => {
    const { client } = await startChannels()
    const [sender, reader] = [client(), client()]
    const [from, to] = [sender.subscribe('private-town'), reader.subscribe('private-town')]
    const [errors, heard] = [new Heard(sender.connection, 'error'), new Heard(to, 'client-typing')]
    await until(() => from.subscribed && to.subscribed)
    for (let n = 0; n < 12; n += 1) from.trigger('client-typing', n)
    expect(await errors.first(2)).toEqual(
      Array(2).fill({
        type: 'PusherError',
        data: { code: 4301, message: 'Client event rejected due to rate limit' },
      }),
    )
    expect(await heard.first(10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    await until(() => {
      from.trigger('client-typing', 'a second later')
      return heard.all.includes('a second later')
    })
    expect(sender.connection.state).toBe('connected')
  })

  shows(['refuses-client-event'], 'is refused where it does not belong, and reaches nobody', async () => {
    const { raw, host } = await startChannels({ clientEventsPerSecond: 100 })
    const [sender, reader] = [await raw(), await raw()]
    const channels = ['town', 'cache-town', 'private-encrypted-town', 'private-town', 'private-elsewhere']
    for (const socket of [sender, reader]) {
      const id = await socket.id()
      for (const channel of channels) {
        if (socket === sender && channel === 'private-elsewhere') continue
        socket.send('pusher:subscribe', { channel, ...host.authorizeChannel(id, channel) })
      }
    }
    await until(() => reader.named('pusher_internal:subscription_succeeded').length === 5)
    await until(() => sender.named('pusher_internal:subscription_succeeded').length === 4)
    for (const channel of [
      'town',
      'cache-town',
      'private-encrypted-town',
      'private-elsewhere',
      'private-none',
      undefined,
    ]) {
      sender.send('client-typing', {}, channel)
    }
    sender.send('client-typing', 'x'.repeat(10 * 1024 + 1), 'private-town')
    sender.send(`client-${'x'.repeat(194)}`, {}, 'private-town')
    sender.socket.send(
      `{"event":"client-deep","channel":"private-town","data":${'['.repeat(15_000)}${']'.repeat(15_000)}}`,
    )
    await until(() => sender.named('pusher:error').length === 9)
    for (const { data } of sender.named('pusher:error')) expect(data).toMatchObject({ code: null })

    sender.send('client-last', 'x'.repeat(10 * 1024), 'private-town')
    await reader.event('client-last')
    expect(reader.events.filter(({ event }) => event.startsWith('client-'))).toHaveLength(1)
  })

  shows(['client-events', 'cache-channel'], 'is not what a cache channel remembers', async () => {
    const { client, host } = await startChannels()
    const [one, two] = [client().subscribe('private-cache-town'), client().subscribe('private-cache-town')]
    const heard = new Heard(two, 'client-typing')
    await until(() => one.subscribed && two.subscribed)
    await host.trigger('private-cache-town', 'news', 'cake')
    one.trigger('client-typing', {})
    await heard.first()
    const late = client().subscribe('private-cache-town')
    expect(await new Heard(late, 'news').first()).toEqual(['cake'])
  })
})
