import { WebSocket } from 'ws'

// The readers of a fan-out, in a process of their own: `listeners.ts <address> <sockets> <channel>`. Subscribes where there is a channel. Each
// time that all of them have heard one more event it prints their delays, in milliseconds.
const [address = '', sockets = '0', channel = ''] = process.argv.slice(2)
let delays: number[] = []

for (let at = 0; at < Number(sockets); at += 100) {
  const some = Array.from({ length: Math.min(100, Number(sockets) - at) }, open)
  await Promise.all(some)
}
console.log('ready')
process.stdin.resume().once('end', () => process.exit(0))

function open(): Promise<void> {
  const socket = new WebSocket(address, { perMessageDeflate: false })
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.on('message', data => {
      const now = performance.timeOrigin + performance.now()
      const text = String(data)
      const [, sent] = /sentAt\\*":([\d.]+)/.exec(text) ?? []
      if (sent !== undefined) hear(now - Number(sent))
      else if (text.includes('connection_established')) subscribe(socket)
      else if (text.includes('subscription_succeeded')) resolve()
    })
    if (channel === '') socket.once('open', () => resolve())
  })
}

function hear(delay: number): void {
  delays.push(delay)
  if (delays.length < Number(sockets)) return
  console.log(JSON.stringify(delays))
  delays = []
}

function subscribe(socket: WebSocket): void {
  socket.send(JSON.stringify({ event: 'pusher:subscribe', data: { channel } }))
}
