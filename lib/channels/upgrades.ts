import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { acceptConnection } from './accept-connection.ts'
import { admit } from './admit.ts'
import type { ChannelsState } from './channels-state.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'

interface Upgrade {
  request: IncomingMessage
  stream: Duplex
  head: Buffer
  address: string
}

interface Upgrades {
  take(url: URL, upgrade: Upgrade): void
  /** From now on upgrades are answered 503. */
  stop(): void
}

/** Turns HTTP upgrades into sockets. Who may not come in learns why from a close code, for which it must be let in first. */
export function createUpgrades(state: ChannelsState): Upgrades {
  const server = new WebSocketServer(socketOptions(state))
  const refused = new Set<WebSocket>()
  return {
    take(url, { request, stream, head, address }) {
      const code = admit(state, url, address)
      if (code && refused.size >= state.limits.refusedSockets) {
        answer503(stream)
        return
      }
      server.handleUpgrade(request, stream, head, socket => {
        if (code) refuse(socket, code, refused)
        else acceptConnection(state, socket, stream, address)
      })
    },
    stop() {
      server.close()
      for (const socket of refused) socket.terminate()
    },
  }
}

/** In a function of its own, as the types of ws do not know `closeTimeout` yet. Source: ws 8.19, doc/ws.md. */
function socketOptions({ limits }: ChannelsState) {
  return {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.frameBytes,
    closeTimeout: limits.closeGraceMs,
  }
}

function refuse(socket: WebSocket, code: CloseCode, refused: Set<WebSocket>): void {
  refused.add(socket)
  socket.on('close', () => refused.delete(socket))
  socket.on('error', () => {}) // a broken frame of somebody who is on the way out
  socket.close(code, closeCodes[code].meaning)
}

function answer503(stream: Duplex): void {
  stream.on('error', () => stream.destroy())
  stream.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
    stream.destroy(),
  )
}
