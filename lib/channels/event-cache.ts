import type { Clock } from './clock.ts'
import type { ProtocolEvent } from './encode-event.ts'
import type { ChannelsLimits } from './limits.ts'

interface Remembered {
  event: ProtocolEvent
  until: number
}

/** The last event of each cache channel, whether or not anybody is subscribed. */
export class EventCache {
  readonly #limits: ChannelsLimits
  readonly #clock: Clock
  /** Oldest event first. */
  readonly #last = new Map<string, Remembered>()

  constructor(limits: ChannelsLimits, clock: Clock) {
    this.#limits = limits
    this.#clock = clock
  }

  remember(channel: string, event: ProtocolEvent): void {
    this.#last.delete(channel)
    this.#last.set(channel, { event, until: this.#clock.steady() + this.#limits.cacheTtlMs })
    for (const oldest of this.#last.keys()) {
      if (this.#last.size <= this.#limits.cachedChannels) return
      this.#last.delete(oldest)
    }
  }

  /** The event and the whole seconds it is still kept; undefined when there is none. */
  recall(channel: string): { event: ProtocolEvent; ttl: number } | undefined {
    const remembered = this.#last.get(channel)
    if (!remembered) return undefined
    const left = remembered.until - this.#clock.steady()
    if (left > 0) return { event: remembered.event, ttl: Math.ceil(left / 1000) }
    this.#last.delete(channel)
    return undefined
  }
}
