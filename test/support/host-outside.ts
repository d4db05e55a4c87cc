import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Mood = 'healthy' | 'refuses' | 'hangs' | 'breaks'

/** A Channels host that is not ours: takes triggers, or misbehaves as `mood` says. */
export async function startHostOutside() {
  const heard: { channel: string; data: string }[] = []
  const host = { mood: 'healthy' as Mood, heard, port: 0, close: () => {} }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (host.mood === 'refuses') return request.socket.resetAndDestroy()
    if (host.mood === 'hangs') return
    if (host.mood === 'breaks') return response.writeHead(500).end('out of order')
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push(...JSON.parse(body).batch)
    response.end('{}')
  }
  const server = createServer(
    (request, response) => void answer(request, response).catch(error => response.destroy(error)),
  )
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on TCP
  return Object.assign(host, {
    port,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  })
}

/** The settings by which an app uses it. */
export function hostEnv({ port }: { port: number }): Record<string, string> {
  return {
    PUSHER_APP_ID: '1',
    PUSHER_KEY: 'key-of-the-host',
    PUSHER_SECRET: 'secret-of-the-host',
    PUSHER_HOST: '127.0.0.1',
    PUSHER_PORT: String(port),
    PUSHER_SCHEME: 'http',
  }
}
