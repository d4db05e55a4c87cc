/** One clock for every time in words on a page: it moves every 15 s, and stands still while nobody looks on. */
export const tickingNow = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    if (listeners.size === 1) timer = setInterval(tick, TICK_MS)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) clearInterval(timer)
    }
  },
  /** Milliseconds since 1970, the same until the next tick. */
  now(): number {
    current ??= Date.now()
    return current
  },
}

const TICK_MS = 15_000
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let current: number | undefined

function tick(): void {
  current = Date.now()
  for (const listener of listeners) listener()
}
