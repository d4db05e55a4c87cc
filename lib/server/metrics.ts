import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { OpResult } from '../shared/op.ts'
import type { Store } from './store/store.ts'

/** What this process counts, for Prometheus. Labels are few and known: no address, no cast, no person. */
export interface Metrics {
  request(seen: { method: string; status: number; seconds: number }): void
  ops(results: readonly OpResult[]): void
  /** `outcome`: `ok`, or the code of the Channels host's trouble. */
  push(outcome: string): void
  /** The same store, with the time of each of its calls. */
  timed(store: Store): Store
  /** Text in Prometheus's exposition format; `now` is what only a look can tell. */
  read(now: { projectorBehind: number; pusherBehind: number; watching: number | null }): Promise<string>
  contentType: string
}

/** Source: https://prometheus.io/docs/practices/naming/ */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const own = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'pushercast_request_seconds',
    help: 'Requests to the API',
    labelNames: ['method', 'status'],
    registers: own,
  })
  const ops = new Counter({
    name: 'pushercast_ops_total',
    help: 'Ops of authors, by what became of them',
    labelNames: ['outcome'],
    registers: own,
  })
  const pushes = new Counter({
    name: 'pushercast_pushes_total',
    help: 'Runs of the pusher that had something to tell the Channels host, by what became of them',
    labelNames: ['outcome'],
    registers: own,
  })
  const calls = new Histogram({
    name: 'pushercast_store_seconds',
    help: 'Calls to the store',
    labelNames: ['call', 'outcome'],
    registers: own,
  })
  const behind = new Gauge({
    name: 'pushercast_follower_behind',
    help: 'Changes that a follower is behind the log, in the cast where it is furthest, counted up to 100',
    labelNames: ['follower'],
    registers: own,
  })
  const watching = new Gauge({ name: 'pushercast_watching', help: 'Followers of all channels', registers: own })
  return {
    request: ({ method, status, seconds }) => requests.observe({ method, status }, seconds),
    ops: results => {
      for (const { status } of results) ops.inc({ outcome: status })
    },
    push: outcome => pushes.inc({ outcome }),
    timed: store => timed(store, (call, outcome, seconds) => calls.observe({ call, outcome }, seconds)),
    read(now) {
      behind.set({ follower: 'projector' }, now.projectorBehind)
      behind.set({ follower: 'pusher' }, now.pusherBehind)
      watching.set(now.watching ?? Number.NaN)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

type Observe = (call: string, outcome: 'ok' | 'failed', seconds: number) => void

function timed(store: Store, observe: Observe): Store {
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return async (...parts: unknown[]) => {
        const began = performance.now()
        const tell = (outcome: 'ok' | 'failed') => observe(String(name), outcome, (performance.now() - began) / 1000)
        try {
          const answer: unknown = await member.apply(target, parts)
          tell('ok')
          return answer
        } catch (error) {
          tell('failed')
          throw error
        }
      }
    },
  })
}
