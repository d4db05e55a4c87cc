import { describe, expect } from 'vitest'
import { sign } from '../../lib/channels/signature.ts'
import { app, startChannels } from '../support/channels-house.ts'
import { Heard } from '../support/heard.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('signing in', () => {
  shows(['user-sign-in', 'server-to-user'], 'opens the way from the server to all connections of a user', async () => {
    const { client, host } = await startChannels()
    const tomeks = [client({ user: { id: 'tomek' } }), client({ user: { id: 'tomek' } })]
    const ania = client({ user: { id: 'ania@example.org' } })
    const heard = [...tomeks, ania].map(pusher => {
      pusher.signin()
      return new Heard(pusher.user, 'invite')
    })
    await until(() => [...tomeks, ania].every(pusher => pusher.user.serverToUserChannel?.subscribed))
    expect(tomeks[0]?.user.user_data).toEqual({ id: 'tomek' })
    await host.sendToUser('tomek', 'invite', { to: 'the party' })
    await host.sendToUser('ania@example.org', 'invite', { to: 'the lake' })
    expect(await heard[0]?.first()).toEqual([{ to: 'the party' }])
    expect(await heard[1]?.first()).toEqual([{ to: 'the party' }])
    expect(await heard[2]?.first()).toEqual([{ to: 'the lake' }])
    expect(heard.map(({ all }) => all.length)).toEqual([1, 1, 1])
  })

  shows(['api-terminate-connections', 4009], 'lets the server end all connections of a user', async () => {
    const { client, host } = await startChannels()
    const [phone, laptop, other] = ['tomek', 'tomek', 'ania'].map(id => client({ user: { id } }))
    if (!phone || !laptop || !other) throw new Error('three were made')
    for (const pusher of [phone, laptop, other]) pusher.signin()
    const errors = new Heard(phone.connection, 'error')
    await until(() => [phone, laptop, other].every(pusher => pusher.user.user_data))
    const answer = await host.terminateUserConnections('tomek')
    expect(await answer.json()).toEqual({})
    await until(() => [phone, laptop].every(pusher => pusher.connection.state === 'disconnected'))
    expect(errors.all).toContainEqual({
      type: 'PusherError',
      data: { code: 4009, message: 'Connection is unauthorized' },
    })
    expect(other.connection.state).toBe('connected')
    expect((await host.terminateUserConnections('nobody')).status).toBe(200)
  })

  shows(['api-terminate-connections'], 'as a user whose id needs escaping in a path can be ended as well', async () => {
    const { client, host } = await startChannels()
    const pusher = client({ user: { id: 'Ania Ż.' } })
    pusher.signin()
    await until(() => pusher.user.user_data)
    await host.terminateUserConnections('Ania Ż.')
    await until(() => pusher.connection.state === 'disconnected')
  })

  shows([4009], 'and being ended takes every right at once, also from a socket that does not hang up', async () => {
    const { raw, host } = await startChannels()
    const [evil, reader] = [await raw(), await raw()]
    for (const socket of [evil, reader]) {
      const id = await socket.id()
      await socket.subscribe('private-town', host.authorizeChannel(id, 'private-town'))
    }
    evil.send('pusher:signin', host.authenticateUser(await evil.id(), { id: 'evil' }))
    await evil.event('pusher:signin_success')
    evil.socket.pause() // it reads no goodbye
    await host.terminateUserConnections('evil')
    evil.send('client-after', {}, 'private-town')
    evil.socket.resume()
    expect(await evil.closeCode()).toBe(4009)
    reader.send('pusher:ping')
    await reader.event('pusher:pong')
    expect(reader.named('client-after')).toEqual([])
  })

  shows(['refuses-foreign-user-channel'], 'as one user does not open the channel of another', async () => {
    const { raw, host } = await startChannels()
    const socket = await raw()
    const id = await socket.id()
    socket.send('pusher:subscribe', { channel: '#server-to-user-ania' })
    await until(() => socket.named('pusher:subscription_error').length === 1)
    socket.send('pusher:signin', host.authenticateUser(id, { id: 'tomek' }))
    await socket.event('pusher:signin_success')
    socket.send('pusher:subscribe', { channel: '#server-to-user-ania', auth: 'x' })
    await until(() => socket.named('pusher:subscription_error').length === 2)
    for (const { data } of socket.named('pusher:subscription_error')) expect(data).toMatchObject({ status: 401 })
    await socket.subscribe('#server-to-user-tomek')
  })

  shows(
    ['refuses-bad-sign-in'],
    'is refused with a wrong signature, without an id, too large, or as somebody else',
    async () => {
      const { raw, host } = await startChannels()
      const [socket, other] = [await raw(), await raw()]
      const id = await socket.id()
      const good = host.authenticateUser(id, { id: 'tomek' })
      const attempts: [request: unknown, why: string][] = [
        [undefined, 'has not the data'],
        [{}, 'has not the data'],
        [{ auth: good.auth }, 'has not the data'],
        [{ ...good, auth: `${app.key}:${'0'.repeat(64)}` }, 'invalid signature'],
        [{ ...good, user_data: '{"id":"ania"}' }, 'invalid signature'],
        [host.authenticateUser(await other.id(), { id: 'tomek' }), 'invalid signature'],
        [signedAnyway(id, '{}'), 'has no id'],
        [signedAnyway(id, '{"id":7}'), 'has no id'],
        [signedAnyway(id, '{"id":""}'), 'has no id'],
        [signedAnyway(id, 'tomek'), 'has no id'],
        [host.authenticateUser(id, { id: 'x'.repeat(129) }), 'id is too long'],
        [host.authenticateUser(id, { id: 'tomek', more: 'x'.repeat(10 * 1024) }), 'data is too large'],
      ]
      for (const [request] of attempts) socket.send('pusher:signin', request)
      await until(() => socket.named('pusher:error').length === attempts.length)
      for (const [index, [, why]] of attempts.entries()) {
        expect(socket.named('pusher:error')[index]?.data).toEqual({ code: null, message: expect.stringContaining(why) })
      }
      expect(socket.named('pusher:signin_success')).toEqual([])
      socket.send('pusher:signin', good)
      expect((await socket.event('pusher:signin_success')).data).toEqual({ user_data: '{"id":"tomek"}' })
      socket.send('pusher:signin', host.authenticateUser(id, { id: 'ania' }))
      await until(() => socket.named('pusher:error').length === attempts.length + 1)
      expect(socket.closed).toBeUndefined()
    },
  )
})

/** A sign-in with data that the official library would not sign. */
function signedAnyway(socketId: string, user_data: string) {
  return { auth: `${app.key}:${sign(app.secret, `${socketId}::user::${user_data}`)}`, user_data }
}
