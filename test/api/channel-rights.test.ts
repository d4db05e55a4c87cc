import { beforeAll, describe, expect, it } from 'vitest'
import type { Cast } from '../../lib/shared/cast.ts'
import { type Client, newClient, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

const SOCKET = '1.1'

describe('the right to a channel (invariant 7)', () => {
  let app: App
  let owner: Publisher
  let hidden: Cast
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    hidden = await owner.startCast({ visibility: 'private' })
    return () => app.stop()
  })
  const ask = (client: Pick<Client, 'ask'>, channel: string, socket = SOCKET) =>
    client.ask('/api/channels/auth', {
      method: 'POST',
      body: new URLSearchParams({ socket_id: socket, channel_name: channel }),
    })

  it('to a private cast is signed for its author, and for nobody who is not signed in', async () => {
    expect(hidden.channel).toBe(`private-cast-${hidden.id}-1`)
    expect(await ask(owner, hidden.channel)).toMatchObject({
      status: 200,
      body: { auth: expect.stringContaining(':') },
    })
    const refused = await ask(newClient(app.origin), hidden.channel)
    expect(refused).toMatchObject({ status: 401, body: { error: { code: 'signed_out' } } })
  })

  it('is signed for the channel in force only, and for no other name', async () => {
    const names = [
      `private-cast-${hidden.id}-2`,
      `private-cast-${owner.me.id}-1`,
      'private-anything',
      `cast-${hidden.id}`,
    ]
    for (const name of names) {
      expect(await ask(owner, name)).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } })
    }
  })

  it('is not signed for a socket that is none, nor from another site', async () => {
    expect(await ask(owner, hidden.channel, 'x')).toMatchObject({ status: 400, body: { error: { code: 'invalid' } } })
    const body = new URLSearchParams({ socket_id: SOCKET, channel_name: hidden.channel })
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await owner.ask('/api/channels/auth', { method: 'POST', body, headers })).status).toBe(403)
  })
})
