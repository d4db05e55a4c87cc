import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Duplex } from 'node:stream'
import { REQUEST_ID } from '../../shared/request-id-header.ts'
import { arrivalOf, normaliseHeaders, type Outside, outsideOf, readableUrl } from './outside.ts'

export interface FrontParts {
  /** PEM text; undefined serves plain http. */
  tls: { cert: string; key: string } | undefined
  /** How many proxies in front are ours. */
  trustProxy: number
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, outside: Outside): void
}

/** The one public server: cleans what comes from outside before anybody behind it looks. */
export interface Front {
  server: Server
  /** Takes no more connections; resolves when the last request is answered, or is cut off after `patienceMs`. */
  drain(patienceMs: number): Promise<void>
}

export function createFront({ tls, trustProxy, answer, upgrade }: FrontParts): Front {
  const server = tls ? createSecureServer({ ...limits, ...tls }) : createServer(limits)
  server.keepAliveTimeout = 65_000 // longer than the usual proxy keeps its side, or it meets a closing socket
  const open = new Set<ServerResponse>()

  server.on('request', (request, response) => {
    open.add(response)
    response.once('close', () => open.delete(response))
    closeIfUnread(request, response)
    const outside = outsideOf(arrivalOf(request), trustProxy)
    const id = requestIdOf(request, trustProxy)
    response.setHeader(REQUEST_ID, id)
    const refusal = refusalOf(request, outside)
    if (refusal) return refuse(response, refusal)
    request.url = readableUrl(request.url ?? '/')
    normaliseHeaders(request.headers, outside)
    request.headers[REQUEST_ID] = id
    answer(request, response).catch(error => {
      console.error(`${request.method} failed (${id}):`, error)
      refuse(response, 500)
    })
  })
  server.on('upgrade', (request, socket, head) => {
    const outside = outsideOf(arrivalOf(request), trustProxy)
    if (refusalOf(request, outside)) return refuseUpgrade(socket, '400 Bad Request')
    normaliseHeaders(request.headers, outside)
    upgrade(request, socket, head, outside)
  })

  return {
    server,
    async drain(patienceMs) {
      server.close()
      await whenEmpty(open, patienceMs)
      server.closeAllConnections()
    },
  }
}

/** That of a proxy of ours, so that its log and this one speak of the same request; else a new one. */
function requestIdOf({ headers }: IncomingMessage, hops: number): string {
  const given = headers[REQUEST_ID]
  return hops > 0 && typeof given === 'string' && /^[\w.-]{8,128}$/.test(given) ? given : randomUUID()
}

/** Source: README, Limits. */
const limits = { maxHeaderSize: 16 * 1024, headersTimeout: 20_000, requestTimeout: 120_000 }
const URL_MAX = 8 * 1024

function refusalOf(request: IncomingMessage, outside: Outside): number | undefined {
  if (!request.url?.startsWith('/') || !outside.host) return 400
  return request.url.length > URL_MAX ? 414 : undefined
}

function refuse(response: ServerResponse, status: number): void {
  if (response.headersSent) response.destroy()
  else response.writeHead(status, { Connection: 'close' }).end()
}

export function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** An answer that comes before the end of the request's body says that the rest is not wanted. */
function closeIfUnread(request: IncomingMessage, response: ServerResponse): void {
  const writeHead = response.writeHead
  response.writeHead = function (this: ServerResponse, ...args: Parameters<typeof writeHead>) {
    if (!request.complete) this.setHeader('Connection', 'close')
    return writeHead.apply(this, args)
  } as typeof writeHead // one implementation for both of its overloads
}

function whenEmpty(open: Set<ServerResponse>, patienceMs: number): Promise<void> {
  return new Promise(resolve => {
    const deadline = setTimeout(resolve, patienceMs)
    const check = () => {
      if (open.size > 0) return
      clearTimeout(deadline)
      resolve()
    }
    for (const response of open) response.once('close', () => setImmediate(check)) // after its own delete
    check()
  })
}
