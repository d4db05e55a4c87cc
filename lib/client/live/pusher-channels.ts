import { retryDelay } from '../../shared/retry-delay.ts'
import type { ChannelPort } from './channel-port.ts'
import type { Clock } from './clock.ts'
import { isChannelsConfig } from './read-answer.ts'
import { ask, type Fetch } from './reading-calls.ts'

/** Channels by pusher-js, which is loaded when the first channel is followed, as is the server's word on where its Channels host is. */
export function pusherChannels({ fetch, clock, random }: PusherParts): ChannelPort {
  let connection: ChannelPort | null = null
  let opening: Promise<ChannelPort | null> | null = null
  let nudge = () => {}
  const closed = new AbortController()

  function open(): Promise<ChannelPort | null> {
    opening ??= connect({ fetch, clock, random }, { closed: closed.signal, pause }).then(opened => {
      connection = opened
      return opened
    })
    return opening
  }

  /** Ends early when something says that trying now may work. */
  function pause(ms: number): Promise<void> {
    return new Promise(resolve => {
      nudge = resolve
      clock.after(ms, resolve)
    })
  }

  return {
    follow(name, listener) {
      let leave = () => {}
      let isLeft = false
      // It is tried until it succeeds; the reader polls meanwhile.
      void open().then(opened => {
        if (opened && !isLeft) leave = opened.follow(name, listener)
      })
      return () => {
        isLeft = true
        leave()
      }
    },
    retry() {
      nudge()
      connection?.retry()
    },
    close() {
      closed.abort() // also what is still on its way
      connection?.close()
    },
  }
}

interface PusherParts {
  fetch: Fetch
  clock: Clock
  random: () => number
}

/** Tries until it succeeds, or is closed: then null. */
async function connect(
  { fetch, clock, random }: PusherParts,
  { closed, pause }: { closed: AbortSignal; pause: (ms: number) => Promise<void> },
): Promise<ChannelPort | null> {
  for (let attempt = 1; ; attempt += 1) {
    const [config, loaded] = await Promise.all([
      ask(fetch, '/api/channels/config', isChannelsConfig),
      import('./pusher-connection.ts').catch(() => null), // a part of the page that did not load: tried again like the answer
    ])
    if (closed.aborted) return null
    if (config.kind === 'answer' && loaded) return loaded.openConnection(config.body, clock)
    await pause(retryDelay(attempt, random))
  }
}
