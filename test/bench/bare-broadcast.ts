import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

// The least that a broadcast by `ws` can be: what is posted goes to every socket as it came. `bare-broadcast.ts <port>`
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  for (const socket of sockets.clients) socket.send(bytes, { binary: false })
  response.end('{}')
})
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, client => sockets.emit('connection', client, request))
})
server.listen(Number(process.argv[2]), 'localhost', () => console.log('listening'))
