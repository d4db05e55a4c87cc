import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port that nothing listens on now, on any address of this machine. It is none of those that systems give to outgoing connections: one of
 * these may be taken, by any of the thousands that tests open, before an app listens on it, or while it is killed and started again.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (END - FIRST))
    if (await isFree(port)) return port
  }
}

// Below what Linux (32768) and others (49152) use. Source: RFC 6335 §6, /proc/sys/net/ipv4/ip_local_port_range
const FIRST = 20_000
const END = 32_000

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port)
  try {
    await once(server, 'listening')
  } catch {
    return false // somebody listens on it
  }
  await new Promise(resolve => server.close(resolve))
  return true
}
