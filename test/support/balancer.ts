import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A load balancer in front of several processes: each connection goes to the next of them that takes it. It knows no protocol. */
export async function startBalancer(ports: number[]) {
  let turn = 0
  const sockets = new Set<Socket>()
  const server = createServer(client => {
    turn += 1
    sockets.add(client)
    client.on('error', () => client.destroy())
    client.once('close', () => sockets.delete(client))
    pass(client, [...ports.slice(turn % ports.length), ...ports.slice(0, turn % ports.length)])
  })
  server.listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on TCP
  return {
    origin: `http://localhost:${port}`,
    port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

function pass(client: Socket, [port, ...others]: number[]): void {
  if (port === undefined) return void client.destroy()
  const server = connect(port, 'localhost')
  const next = () => pass(client, others)
  server.once('error', next)
  server.once('connect', () => {
    server.off('error', next)
    server.on('error', () => client.destroy())
    client.on('close', () => server.destroy())
    client.pipe(server).pipe(client)
  })
}
