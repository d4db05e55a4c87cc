import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { addressGroup } from './address-group.ts'
import type { ChannelsState } from './channels-state.ts'
import { Connection } from './connection.ts'
import { receiveMessage } from './receive-message.ts'
import { signOut } from './sign-in.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Takes a socket in: tells it its id, listens to it, and forgets it when it closes. */
export function acceptConnection(state: ChannelsState, socket: WebSocket, stream: Duplex, address: string): void {
  const connection = new Connection(socket, stream, state.limits, state.clock)
  const group = addressGroup(address)
  state.connections.set(connection.socketId, connection)
  state.addresses.set(group, (state.addresses.get(group) ?? 0) + 1)
  socket.on('message', (data, isBinary) => {
    if (!connection.isOpen()) return // it was told to go: what it says on the way out has no right any more
    if (isBinary) connection.sendError('Binary frames are not part of the protocol')
    else receive(state, connection, textOf(data))
  })
  socket.on('error', () => {}) // a broken or oversized frame: ws has closed the socket with 1002, 1007 or 1009 already
  socket.on('ping', () => connection.heard())
  socket.on('pong', () => connection.heard())
  socket.on('close', () => forget(state, connection, group))
  connection.send({
    event: 'pusher:connection_established',
    data: JSON.stringify({
      socket_id: connection.socketId,
      activity_timeout: Math.ceil(state.limits.activityTimeoutMs / 1000),
    }),
  })
}

/** One client's message must never end the sockets of all. */
function receive(state: ChannelsState, connection: Connection, text: string): void {
  try {
    receiveMessage(state, connection, text)
  } catch (error) {
    state.onError(error)
    connection.sendError('The server failed on this message')
  }
}

/** With the default `binaryType` a message is one Buffer; the other shapes are there for the type alone. */
function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString()
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString()
}

function forget(state: ChannelsState, connection: Connection, group: string): void {
  for (const channel of connection.channels) unsubscribe(state, connection, channel)
  signOut(state, connection)
  state.connections.delete(connection.socketId)
  const left = (state.addresses.get(group) ?? 1) - 1
  if (left > 0) state.addresses.set(group, left)
  else state.addresses.delete(group)
}
