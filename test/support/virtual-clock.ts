import type { Clock } from '../../lib/client/live/clock.ts'

/** A clock that moves only when it is told to. */
export interface VirtualClock extends Clock {
  /** Lets time pass: every task that falls due runs at its moment, and what it starts may finish before the next. */
  advance(ms: number): Promise<void>
}

export function virtualClock(startAt = Date.parse('2026-06-13T12:36:00Z')): VirtualClock {
  let now = startAt
  const tasks = new Map<symbol, { at: number; task: () => void }>()
  const due = (until: number) => [...tasks].filter(([, { at }]) => at <= until).sort(([, a], [, b]) => a.at - b.at)[0]
  return {
    now: () => now,
    after(ms, task) {
      const key = Symbol()
      tasks.set(key, { at: now + ms, task })
      return () => tasks.delete(key)
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let next = due(until); next; next = due(until)) {
        const [key, { at, task }] = next
        tasks.delete(key)
        now = Math.max(now, at)
        task()
        await settle()
      }
      now = until
    },
  }
}

/** Lets everything that waits for no timer finish: reading a body takes a few turns of the event loop. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(resolve => setImmediate(resolve))
}
