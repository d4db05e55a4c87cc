import type { Socket } from 'node:net'

/** One direction of a network: all connections share its rate. */
export interface Link {
  delayMs: number
  /** Undefined for no limit. */
  bytesPerMs?: number
  /** Milliseconds that a packet is late because it was lost. */
  lateMs(): number
  /** The moment, by `performance.now()`, at which it has sent all that it was given. */
  freeAt: number
}

/** Passes what comes in at `from` on to `to`, as slowly as the link, in order. While it is paused everything waits. */
export function slowPipe(from: Socket, to: Socket, link: Link): { pause(): void; resume(): void } {
  const waiting: Packet[] = []
  let isPaused = false
  let lastAt = 0
  let timer: NodeJS.Timeout | undefined

  function take(bytes: Buffer | null): void {
    const costMs = bytes && link.bytesPerMs ? bytes.length / link.bytesPerMs : 0
    link.freeAt = Math.max(performance.now(), link.freeAt) + costMs
    lastAt = Math.max(lastAt, link.freeAt + link.delayMs + link.lateMs())
    waiting.push({ at: lastAt, bytes })
  }

  function pass(): void {
    clearTimeout(timer)
    while (!isPaused && waiting[0] && waiting[0].at <= performance.now()) give(waiting.shift()?.bytes ?? null)
    if (from.isPaused() && waiting.length < FULL) from.resume()
    const [next] = waiting
    if (next && !isPaused) timer = setTimeout(pass, next.at - performance.now())
  }

  function give(bytes: Buffer | null): void {
    if (to.destroyed) return
    if (bytes === null) to.end()
    else to.write(bytes)
  }

  function listen(): void {
    from.on('data', (chunk: Buffer) => {
      for (let at = 0; at < chunk.length; at += PACKET) take(chunk.subarray(at, at + PACKET))
      if (waiting.length >= FULL) from.pause()
      pass()
    })
    from.on('end', () => {
      take(null)
      pass()
    })
  }

  const opening = setTimeout(listen, 2 * link.delayMs) // the connection itself takes a round trip
  to.on('close', () => {
    clearTimeout(opening)
    clearTimeout(timer)
  })
  return {
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      pass()
    },
  }
}

interface Packet {
  at: number
  /** Null for the end of the stream. */
  bytes: Buffer | null
}

const PACKET = 1_400
const FULL = 64
