import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, type RequestOptions, request } from 'node:http'
import { createServer } from 'node:https'

/** A reverse proxy of the usual kind: speaks https outside and plain http to the app, passes WebSockets on, and says who asked. */
export async function tlsProxy(port: number): Promise<{ origin: string; close(): void }> {
  const server = createServer({
    cert: readFileSync('test/support/localhost-cert.pem'),
    key: readFileSync('test/support/localhost-key.pem'),
  })
  server.on('request', (incoming, outgoing) => {
    const passed = request(passedOn(incoming, port), answer => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    incoming.pipe(passed)
  })
  server.on('upgrade', (incoming, socket) => {
    const passed = request(passedOn(incoming, port))
    passed.on('upgrade', (answer, inner) => {
      const headers = answer.rawHeaders.map((part, at) => (at % 2 === 0 ? `${part}: ` : `${part}\r\n`)).join('')
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`)
      inner.pipe(socket).pipe(inner)
      for (const end of [inner, socket]) end.on('error', () => [inner, socket].map(other => other.destroy()))
    })
    passed.on('error', () => socket.destroy())
    passed.end()
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    origin: `https://localhost:${address.port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function passedOn({ method, url, headers, socket }: IncomingMessage, port: number): RequestOptions {
  return {
    host: 'localhost',
    port,
    method,
    path: url,
    headers: {
      ...headers,
      'x-forwarded-for': socket.remoteAddress,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': headers.host,
    },
  }
}
