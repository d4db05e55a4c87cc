import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { answerApi } from './answer-api.ts'
import type { ChannelsApp, ChannelsState } from './channels-state.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Connection } from './connection.ts'
import { EventCache } from './event-cache.ts'
import { type ChannelsLimits, defaultLimits } from './limits.ts'
import { createUpgrades } from './upgrades.ts'

export interface ChannelsServer {
  /**
   * Takes over an HTTP upgrade whose path is /app/:key. Returns false when the path is not one of its own.
   * `address` is the client's, already worked out by the caller (proxies).
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, address: string): boolean
  /** Answers a request whose path is /apps/:id/... (the HTTP API). Returns false when the path is not one of its own. */
  handleRequest(request: IncomingMessage, response: ServerResponse): boolean
  /** Closes every socket with 4200 (reconnect at once) and resolves when they are gone, cutting them after `closeGraceMs`. */
  close(): Promise<void>
}

/**
 * A Channels host of one application, protocol 7, in the caller's own HTTP server.
 * `onError` hears of faults of our own while a message or request was answered; its sender was told that it failed.
 */
export function createChannelsServer(options: {
  app: ChannelsApp
  limits?: Partial<ChannelsLimits>
  clock?: Clock
  onError?: (error: unknown) => void
}): ChannelsServer {
  const state = createState(options)
  const upgrades = createUpgrades(state)
  const heartbeat = setInterval(() => {
    for (const connection of state.connections.values()) connection.checkLiveness()
  }, state.limits.heartbeatMs)
  heartbeat.unref() // a process with nothing else to do may end

  return {
    handleUpgrade(request, stream, head, address) {
      const url = urlOf(request)
      if (!url || !/^\/app(\/|$)/.test(url.pathname)) return false
      upgrades.take(url, { request, stream, head, address })
      return true
    },
    handleRequest(request, response) {
      const url = urlOf(request)
      if (!url?.pathname.startsWith('/apps/')) return false
      answerApi(state, request, response)
      return true
    },
    async close() {
      clearInterval(heartbeat)
      upgrades.stop()
      await Promise.all([...state.connections.values()].map(sendAway))
    },
  }
}

function createState(options: Parameters<typeof createChannelsServer>[0]): ChannelsState {
  const limits = { ...defaultLimits, ...options.limits }
  const clock = options.clock ?? systemClock
  return {
    app: options.app,
    limits,
    clock,
    onError: options.onError ?? (() => {}),
    connections: new Map(),
    addresses: new Map(),
    users: new Map(),
    channels: new Map(),
    cache: new EventCache(limits, clock),
  }
}

/** Undefined when a request line is too odd to be anybody's. */
function urlOf(request: IncomingMessage): URL | undefined {
  const target = request.url ?? ''
  return target.startsWith('/') && URL.canParse(`http://localhost${target}`)
    ? new URL(`http://localhost${target}`)
    : undefined
}

async function sendAway(connection: Connection): Promise<void> {
  const gone = connection.gone()
  connection.close(4200)
  await gone
}
