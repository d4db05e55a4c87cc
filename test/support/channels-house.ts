import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Pusher from 'pusher'
import PusherClient, { type Options } from 'pusher-js'
import { afterEach, expect } from 'vitest'
import { createChannelsServer } from '../../lib/channels/channels-server.ts'
import type { Clock } from '../../lib/channels/clock.ts'
import type { ChannelsLimits } from '../../lib/channels/limits.ts'
import { RawSocket } from './raw-socket.ts'

export const app = { id: '3', key: '278d425bdf160c739803', secret: '7ad3773142a6692b25b8' }

export interface ChannelsHouse {
  port: number
  /** The official server library. */
  host: Pusher
  /** The official client library, whose subscriptions and sign-ins `host` signs. */
  client(options?: ClientOptions): PusherClient
  /** Closes the Channels server, with its sockets, and puts a new one in its place, as a deploy does. */
  restart(): Promise<void>
  /** A signed request to the HTTP API, with what the official library would not send. `path` is below /apps/:id. */
  call(method: 'GET' | 'POST', path: string, body?: string): Promise<Response>
  /** A socket that speaks the protocol by hand. */
  raw(path?: string): Promise<RawSocket>
}

interface ClientOptions extends Partial<Options> {
  /** Another application's key. */
  key?: string
  /** Signs presence subscriptions as this user. */
  member?: { user_id: string; user_info?: Record<string, unknown> }
  /** Signs sign-ins as this user. */
  user?: { id: string; [more: string]: unknown }
}

/** A Channels server on a loopback port with both official libraries; all of it is closed after the test, and no fault of its own may have happened. */
export async function startChannels(
  limits: Partial<ChannelsLimits> = {},
  more: { clock?: Clock; address?: () => string } = {},
): Promise<ChannelsHouse> {
  const faults: unknown[] = []
  const create = () => createChannelsServer({ app, limits, clock: more.clock, onError: error => faults.push(error) })
  let channels = create()
  const server = createServer((request, response) => {
    if (!channels.handleRequest(request, response)) response.writeHead(404).end('not for channels')
  })
  server.on('upgrade', (request, socket, head) => {
    if (!channels.handleUpgrade(request, socket, head, more.address?.() ?? '127.0.0.1')) socket.destroy()
  })
  const port = await listen(server)
  const host = new Pusher({ appId: app.id, ...app, host: '127.0.0.1', port: String(port), encryptionMasterKeyBase64 })
  const clients: PusherClient[] = []
  const sockets: RawSocket[] = []
  cleanups.push(async () => {
    for (const client of clients) client.disconnect()
    for (const socket of sockets) socket.cut()
    await channels.close()
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
    expect(faults).toEqual([])
  })
  return {
    port,
    host,
    client(options = {}) {
      const client = officialClient(host, port, options)
      clients.push(client)
      return client
    },
    async restart() {
      const closed = channels.close()
      channels = create()
      await closed
    },
    call(method, below, body) {
      const path = `/apps/${app.id}${below.split('?')[0]}`
      const params = Object.fromEntries(new URLSearchParams(below.split('?')[1]))
      const query = host.createSignedQueryString({ method, path, params, body })
      return fetch(`http://127.0.0.1:${port}${path}?${query}`, { method, body })
    },
    async raw(path = `/app/${app.key}?protocol=7`) {
      const socket = new RawSocket(`ws://127.0.0.1:${port}${path}`)
      sockets.push(socket)
      await socket.opened()
      return socket
    },
  }
}

const encryptionMasterKeyBase64 = Buffer.alloc(32, 7).toString('base64')

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port // a TCP server's address is never a string
}

function officialClient(
  host: Pusher,
  port: number,
  { key = app.key, member, user, ...options }: ClientOptions,
): PusherClient {
  return new PusherClient(key, {
    cluster: '',
    wsHost: '127.0.0.1',
    wsPort: port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: {
      customHandler: ({ socketId, channelName }, done) =>
        done(null, host.authorizeChannel(socketId, channelName, member)),
    },
    userAuthentication: {
      customHandler: ({ socketId }, done) =>
        user ? done(null, host.authenticateUser(socketId, user)) : done(new Error('nobody is signed in'), null),
    },
    ...options,
  })
}
