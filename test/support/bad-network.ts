import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { NetworkProfile } from './network-profiles.ts'
import { type Link, slowPipe } from './slow-pipe.ts'

/** `up`: as its profile. `down`: cuts what is open, and refuses. `silent`: what is open stands still until it is up again; what is opened meanwhile never hears anything. */
export type Condition = 'up' | 'down' | 'silent'

export interface BadNetwork {
  origin: string
  port: number
  /** Bytes that have come from people, of all connections. */
  bytesUp(): number
  condition(): Condition
  /** Ends flapping: from now on it is as told. */
  become(condition: Condition): void
  /** Where its profile flaps: up, and then by itself again. */
  flap(): void
  close(): Promise<void>
}

/** A TCP proxy in front of `port`, itself on `at` or any free one, that treats people as a bad network does. It knows no protocol: pages, pushes and all else go through it. */
export async function badNetwork(
  port: number,
  profile: NetworkProfile,
  { random = Math.random, at = 0 }: { random?: () => number; at?: number } = {},
): Promise<BadNetwork> {
  const connections = new Set<Connection>()
  const people: Socket[] = []
  const links = { up: linkOf(profile, profile.upKbps, random), down: linkOf(profile, profile.downKbps, random) }
  let condition: Condition = 'up'
  let flapping: NodeJS.Timeout | undefined

  function turn(next: Condition): void {
    condition = next
    for (const connection of connections) connection.turn(next)
  }

  function flap(next: Condition): void {
    clearTimeout(flapping)
    turn(next)
    if (!profile.flaps) return
    const { upMs, downMs } = profile.flaps
    flapping = setTimeout(() => flap(next === 'up' ? profile.fails : 'up'), next === 'up' ? upMs : downMs)
  }

  const server = createServer({ allowHalfOpen: true }, client => {
    client.on('error', ignore)
    people.push(client)
    if (condition === 'down') return client.resetAndDestroy()
    const connection = condition === 'up' ? passOn(client, port, links) : swallow(client)
    connections.add(connection)
    client.on('close', () => connections.delete(connection))
  })
  server.listen(at, 'localhost')
  await once(server, 'listening')
  flap('up')
  const own = (server.address() as AddressInfo).port
  return {
    origin: `http://localhost:${own}`,
    port: own,
    bytesUp: () => people.reduce((sum, { bytesRead }) => sum + bytesRead, 0),
    condition: () => condition,
    become(next) {
      clearTimeout(flapping)
      turn(next)
    },
    flap: () => flap('up'),
    async close() {
      clearTimeout(flapping)
      for (const connection of connections) connection.turn('down')
      server.close()
      await once(server, 'close')
    },
  }
}

interface Connection {
  turn(condition: Condition): void
}

function linkOf({ rttMs, lossPercent = 0 }: NetworkProfile, kbps: number | undefined, random: () => number): Link {
  // A lost packet is sent again after TCP's time-out, twice as long when that one is lost too. Source: RFC 6298
  const lateMs = (timeOut = RETRANSMIT_MS + rttMs): number =>
    random() * 100 < lossPercent ? timeOut + lateMs(2 * timeOut) : 0
  return { delayMs: rttMs / 2, ...(kbps && { bytesPerMs: kbps / 8 }), lateMs: () => lateMs(), freeAt: 0 }
}

const RETRANSMIT_MS = 200

function passOn(client: Socket, port: number, links: { up: Link; down: Link }): Connection {
  const server = connect({ port, host: 'localhost', allowHalfOpen: true })
  const pipes = [slowPipe(client, server, links.up), slowPipe(server, client, links.down)]
  const ends = [client, server]
  for (const end of ends) end.setNoDelay()
  // Whatever breaks one side breaks the other: the app is not there, or the person has left.
  server.on('error', () => client.resetAndDestroy())
  client.on('error', () => server.destroy())
  client.on('close', () => server.destroy())
  return {
    turn(condition) {
      if (condition === 'down') for (const end of ends) end.resetAndDestroy()
      for (const pipe of pipes) condition === 'silent' ? pipe.pause() : pipe.resume()
    },
  }
}

function swallow(client: Socket): Connection {
  client.resume()
  return {
    turn(condition) {
      if (condition === 'down') client.resetAndDestroy()
    },
  }
}

// A connection that is cut says so as an error; the one who is on it hears of it himself.
function ignore(): void {}
