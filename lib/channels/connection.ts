import { randomInt } from 'node:crypto'
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Clock } from './clock.ts'
import { type CloseCode, closeCodes } from './close-codes.ts'
import { encodeEvent, type ProtocolEvent } from './encode-event.ts'
import type { ChannelsLimits } from './limits.ts'
import { TokenBucket } from './token-bucket.ts'

export interface SignedInUser {
  id: string
  info: unknown
}

type Liveness = { state: 'heard'; at: number } | { state: 'asked'; at: number }

/** One client's socket, and what is known of who is behind it. */
export class Connection {
  readonly socketId = newSocketId()
  /** Names of the channels it is subscribed to. */
  readonly channels = new Set<string>()
  user: SignedInUser | undefined
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #limits: ChannelsLimits
  readonly #clock: Clock
  readonly #messages: TokenBucket
  readonly #clientEvents: TokenBucket
  #liveness: Liveness

  /** `stream` is what `socket` runs on. */
  constructor(socket: WebSocket, stream: Duplex, limits: ChannelsLimits, clock: Clock) {
    const now = clock.steady()
    this.#socket = socket
    this.#stream = stream
    this.#limits = limits
    this.#clock = clock
    this.#messages = new TokenBucket(limits.messagesPerSecond, now)
    this.#clientEvents = new TokenBucket(limits.clientEventsPerSecond, now)
    this.#liveness = { state: 'heard', at: now }
  }

  send(event: ProtocolEvent): void {
    this.write(encodeEvent(event))
  }

  /** `code` null: an error that the protocol has no number for. The socket stays open. */
  sendError(message: string, code: 4301 | null = null): void {
    this.send({ event: 'pusher:error', data: JSON.stringify({ code, message }) })
  }

  /**
   * Writes a frame of `encodeEvent` straight to the stream, past `ws`: no header or copy per reader. Without compression, fragments
   * or Blobs `ws` writes each frame of its own in one go and queues nothing, so frames cannot mix.
   * A reader that has too much waiting is closed with 4100: it has lost the thread, reconnects after a second and catches up by other means.
   */
  write(frame: Buffer): void {
    if (!this.isOpen()) return
    if (this.#stream.writableLength + frame.length > this.#limits.bufferedBytes) this.close(4100)
    else this.#stream.write(frame)
  }

  /** Says goodbye; a socket that does not hang up is cut after `closeGraceMs`, also when the goodbye cannot be flushed. */
  close(code: CloseCode): void {
    this.#socket.close(code, closeCodes[code].meaning)
  }

  /** False from the moment that either side has said goodbye. */
  isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN
  }

  /** Resolves when the socket has closed. */
  gone(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return Promise.resolve()
    return new Promise(resolve => this.#socket.once('close', () => resolve()))
  }

  /** Notes a sign of life. */
  heard(): void {
    this.#liveness = { state: 'heard', at: this.#clock.steady() }
  }

  /** Asks a silent client whether it is there, and closes one that did not answer. */
  checkLiveness(): void {
    const silent = this.#clock.steady() - this.#liveness.at
    if (this.#liveness.state === 'asked') {
      if (silent > this.#limits.pongTimeoutMs) this.close(4201)
    } else if (silent > this.#limits.activityTimeoutMs) {
      this.#liveness = { state: 'asked', at: this.#clock.steady() }
      this.send({ event: 'pusher:ping', data: '{}' })
    }
  }

  /** Whether one more message of any kind, or one more client event, is within its rate. */
  mayTalk(): boolean {
    return this.#messages.take(this.#clock.steady())
  }

  maySendClientEvent(): boolean {
    return this.#clientEvents.take(this.#clock.steady())
  }
}

/** `digits.digits`, as the official libraries check it; 92 random bits, as it goes into signatures that must never fit another socket. */
function newSocketId(): string {
  return `${randomInt(2 ** 46)}.${randomInt(2 ** 46)}`
}
