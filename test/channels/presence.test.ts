import type { Members, PresenceChannel } from 'pusher-js'
import { describe, expect } from 'vitest'
import { startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

const ania = { user_id: 'ania', user_info: { name: 'Ania' } }
const tomek = { user_id: 'tomek', user_info: { name: 'Tomek' } }

describe('a presence channel', () => {
  shows(['presence-channel'], 'tells who is there, and who oneself is', async () => {
    const { client } = await startChannels()
    const [first, second] = [client({ member: ania }), client({ member: tomek })]
    await succeeded(first.subscribe('presence-town'))
    const members = await succeeded(second.subscribe('presence-town'))
    expect(members.count).toBe(2)
    expect(members.me).toEqual({ id: 'tomek', info: { name: 'Tomek' } })
    expect(members.get('ania')).toEqual({ id: 'ania', info: { name: 'Ania' } })
  })

  shows(
    ['presence-channel'],
    'has the documented shape on the wire, also for numbers as ids and nothing as info',
    async () => {
      const { raw, host } = await startChannels()
      const [one, two] = [await raw(), await raw()]
      const byNumber = JSON.parse('{"user_id":10}')
      await one.subscribe('presence-town', host.authorizeChannel(await one.id(), 'presence-town', byNumber))
      const { data } = await two.subscribe(
        'presence-town',
        host.authorizeChannel(await two.id(), 'presence-town', ania),
      )
      expect(data).toEqual({ presence: { ids: ['10', 'ania'], hash: { 10: null, ania: { name: 'Ania' } }, count: 2 } })
      expect(await one.event('pusher_internal:member_added')).toEqual({
        event: 'pusher_internal:member_added',
        channel: 'presence-town',
        data: ania,
      })
      expect(two.named('pusher_internal:member_added')).toEqual([])
    },
  )

  shows(
    ['presence-member-events', 'api-users'],
    'tells of a user once, however many connections they have',
    async () => {
      const { client, host } = await startChannels()
      const watcher = client({ member: ania }).subscribe('presence-town')
      await succeeded(watcher)
      const [added, removed] = [new Heard(watcher, 'pusher:member_added'), new Heard(watcher, 'pusher:member_removed')]
      const phones = [client({ member: tomek }), client({ member: tomek }), client({ member: tomek })]
      for (const phone of phones) await succeeded(phone.subscribe('presence-town'))
      const users = async () => (await (await host.get({ path: '/channels/presence-town/users' })).json()).users
      expect(await users()).toEqual([{ id: 'ania' }, { id: 'tomek' }])
      expect(added.all).toEqual([{ id: 'tomek', info: { name: 'Tomek' } }])

      phones[0]?.unsubscribe('presence-town')
      phones[1]?.disconnect()
      const subscriptions = { path: '/channels/presence-town', params: { info: 'subscription_count' } }
      await until(async () => (await (await host.get(subscriptions)).json()).subscription_count === 2)
      expect([removed.all, await users()]).toEqual([[], [{ id: 'ania' }, { id: 'tomek' }]])

      phones[2]?.disconnect()
      expect(await removed.first()).toEqual([{ id: 'tomek', info: { name: 'Tomek' } }])
      expect(await users()).toEqual([{ id: 'ania' }])
      await succeeded(client({ member: tomek }).subscribe('presence-town'))
      expect(await added.first(2)).toHaveLength(2)
    },
  )

  shows(['presence-signed-in'], 'takes a signed-in user without channel data', async () => {
    const { client, host } = await startChannels()
    const watcher = client({ member: ania }).subscribe('presence-town')
    const added = new Heard(watcher, 'pusher:member_added')
    await succeeded(watcher)
    const pusher = client({
      user: { id: 'tomek', user_info: { name: 'Tomek' } },
      channelAuthorization: {
        transport: 'ajax',
        endpoint: '',
        customHandler: ({ socketId, channelName }, done) => done(null, host.authorizeChannel(socketId, channelName)),
      },
    })
    pusher.signin()
    const members = await succeeded(pusher.subscribe('presence-town'))
    expect(members.me).toEqual({ id: 'tomek', info: { name: 'Tomek' } })
    expect(await added.first()).toEqual([{ id: 'tomek', info: { name: 'Tomek' } }])
  })

  shows(['refuses-bad-channel-data'], 'refuses who does not say who they are', async () => {
    const { raw, host } = await startChannels()
    const socket = await raw()
    const id = await socket.id()
    const strange: unknown[] = [undefined, {}, { user_id: '' }, { user_id: null }, { user_id: ['a'] }, 'ania', 7]
    for (const data of strange) {
      const signed = host.authorizeChannel(id, 'presence-town', data as undefined) // the library signs whatever it is given
      socket.send('pusher:subscribe', { channel: 'presence-town', ...signed })
    }
    await until(() => socket.named('pusher:subscription_error').length === strange.length)
    for (const { data } of socket.named('pusher:subscription_error')) expect(data).toMatchObject({ status: 400 })
  })

  shows(['refuses-too-many-members'], 'is full at its limit of users, not of connections', async () => {
    const { client } = await startChannels()
    const users = Array.from({ length: 100 }, (_, n) => client({ member: { user_id: `user-${n}` } }))
    await Promise.all(users.map(user => succeeded(user.subscribe('presence-town'))))
    const late = client({ member: tomek }).subscribe('presence-town')
    expect(await new Heard(late, 'pusher:subscription_error').first()).toEqual([
      { type: 'LimitReached', error: 'The channel has all the members it may', status: 403 },
    ])
    const again = await succeeded(client({ member: { user_id: 'user-7' } }).subscribe('presence-town'))
    expect(again.count).toBe(100)
  })

  shows(['refuses-large-member'], 'refuses long ids and large infos', async () => {
    const { raw, host } = await startChannels()
    const sized = (id: number, info: number) => ({ user_id: 'x'.repeat(id), user_info: { a: 'y'.repeat(info - 8) } })
    const attempts = [sized(128, 1024), sized(129, 20), sized(1, 1025)]
    const outcomes: unknown[] = []
    for (const member of attempts) {
      const socket = await raw()
      const signed = host.authorizeChannel(await socket.id(), 'presence-town', member)
      socket.send('pusher:subscribe', { channel: 'presence-town', ...signed })
      await until(() => socket.events.length > 1)
      outcomes.push(socket.events[1]?.event === 'pusher:subscription_error' ? socket.events[1].data : 'in')
    }
    expect(outcomes).toMatchObject(['in', { status: 413 }, { status: 413 }])
  })
})

/** The members when the subscription has succeeded. */
async function succeeded(channel: ReturnType<PresenceChannel['pusher']['subscribe']>): Promise<Members> {
  await until(() => channel.subscribed)
  return (channel as PresenceChannel).members // subscribing to a presence- name gives one
}
