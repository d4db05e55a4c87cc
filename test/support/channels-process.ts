import { createServer } from 'node:http'
import { createChannelsServer } from '../../lib/channels/channels-server.ts'

// The embedded Channels server as a process of its own, as any compatible host is: `channels-process.ts <port> <id> <key> <secret>`.
const [port, id = '', key = '', secret = ''] = process.argv.slice(2)
const channels = createChannelsServer({ app: { id, key, secret }, onError: error => console.error(error) })
const server = createServer((request, response) => {
  if (!channels.handleRequest(request, response)) response.writeHead(404).end()
})
server.on('upgrade', (request, socket, head) => {
  if (!channels.handleUpgrade(request, socket, head, '127.0.0.1')) socket.destroy()
})
server.listen(Number(port), 'localhost', () => console.log('listening'))
