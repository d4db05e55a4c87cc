import { WebSocket } from 'ws'
import { until } from './until.ts'

export interface RawEvent {
  event: string
  channel?: string
  data?: unknown
  user_id?: string
}

/** A WebSocket without a library: what it got, and how it ended. */
export class RawSocket {
  readonly events: RawEvent[] = []
  closed: { code: number; reason: string } | undefined
  readonly socket: WebSocket

  constructor(url: string) {
    this.socket = new WebSocket(url)
    this.socket.on('message', data => this.events.push(decode(String(data))))
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    this.socket.on('error', () => {}) // a refused upgrade is seen in `closed`
  }

  /** Resolves when it is connected or has failed to. */
  opened(): Promise<void> {
    return until(() => this.socket.readyState === WebSocket.OPEN || this.closed !== undefined)
  }

  send(event: string, data?: unknown, channel?: string): void {
    this.socket.send(JSON.stringify({ event, data, channel }))
  }

  /** The first event of that name, awaited. */
  async event(name: string): Promise<RawEvent> {
    await until(
      () => this.events.some(({ event }) => event === name),
      () => `${name} among ${JSON.stringify(this.events)}`,
    )
    return this.events.find(({ event }) => event === name) ?? { event: 'never' }
  }

  /** Its socket id, awaited. */
  async id(): Promise<string> {
    const { data } = await this.event('pusher:connection_established')
    return (data as { socket_id: string }).socket_id // the protocol's own shape; a wrong one fails the test that uses it
  }

  async subscribe(channel: string, signed: { auth?: string; channel_data?: string } = {}): Promise<RawEvent> {
    this.send('pusher:subscribe', { channel, ...signed })
    return this.event('pusher_internal:subscription_succeeded')
  }

  /** The close code, awaited. */
  async closeCode(): Promise<number | undefined> {
    await until(
      () => this.closed !== undefined,
      () => 'a close',
    )
    return this.closed?.code
  }

  named(name: string): RawEvent[] {
    return this.events.filter(({ event }) => event === name)
  }

  cut(): void {
    this.socket.terminate()
  }
}

function decode(text: string): RawEvent {
  const message: RawEvent = JSON.parse(text)
  return typeof message.data === 'string' ? { ...message, data: unpack(message.data) } : message
}

function unpack(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data // text that is no JSON is a fair payload
  }
}
