import type Pusher from 'pusher-js'
import type { Options } from 'pusher-js'
import { CHANGE_EVENT } from '../../shared/change-event-name.ts'
import { retryDelay } from '../../shared/retry-delay.ts'
import type { ChannelListener, ChannelPort } from './channel-port.ts'
import type { Clock } from './clock.ts'
import { type ChannelsConfig, isChannelsConfig } from './read-answer.ts'
import { ask, type Fetch } from './reading-calls.ts'

/** Channels by pusher-js, which is loaded when the first channel is followed, as is the server's word on where its Channels host is. */
export function pusherChannels({ fetch, clock, random }: PusherParts): ChannelPort {
  let client: Pusher | null = null
  let opening: Promise<Pusher | null> | null = null
  let nudge = () => {}
  const closed = new AbortController()

  function open(): Promise<Pusher | null> {
    opening ??= openPusher({ fetch, clock, random }, { closed: closed.signal, pause }).then(pusher => {
      client = pusher
      return pusher
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
      // openPusher tries until it succeeds; the reader polls meanwhile.
      void open().then(pusher => {
        if (pusher && !isLeft) leave = followOn(pusher, { name, listener, clock })
      })
      return () => {
        isLeft = true
        leave()
      }
    },
    retry() {
      nudge()
      if (client === null || client.connection.state === 'connected') return
      // After a refused attempt pusher-js sits out its time-out of 15 to 60 s; `connect` alone would not cut that short.
      client.disconnect()
      client.connect()
    },
    close() {
      closed.abort() // also what is still on its way
      client?.disconnect()
    },
  }
}

interface PusherParts {
  fetch: Fetch
  clock: Clock
  random: () => number
}

/** Tries until it succeeds, or is closed: then null. */
async function openPusher(
  { fetch, random }: PusherParts,
  { closed, pause }: { closed: AbortSignal; pause: (ms: number) => Promise<void> },
): Promise<Pusher | null> {
  for (let attempt = 1; ; attempt += 1) {
    const [config, loaded] = await Promise.all([
      ask(fetch, '/api/channels/config', isChannelsConfig),
      import('pusher-js').catch(() => null), // a part of the page that did not load: tried again like the answer
    ])
    if (closed.aborted) return null
    if (config.kind === 'answer' && loaded) return new loaded.default(config.body.key, optionsOf(config.body))
    await pause(retryDelay(attempt, random))
  }
}

function optionsOf(config: ChannelsConfig): Options {
  return {
    ...placeOf(config),
    enabledTransports: ['ws', 'wss'],
    // The defaults notice a dead socket only after two and a half minutes.
    activityTimeout: 15_000,
    pongTimeout: 5_000,
    channelAuthorization: { endpoint: '/api/channels/auth', transport: 'ajax' },
  }
}

function placeOf(config: ChannelsConfig): Pick<Options, 'cluster' | 'wsHost' | 'wsPort' | 'wssPort' | 'forceTLS'> {
  if ('cluster' in config) return { cluster: config.cluster, forceTLS: true }
  if ('host' in config) return hostOptions(config.host, config.port, config.tls)
  const tls = location.protocol === 'https:'
  return hostOptions(location.hostname, Number(location.port) || (tls ? 443 : 80), tls)
}

function hostOptions(host: string, port: number, tls: boolean) {
  return { cluster: '', wsHost: host, wsPort: port, wssPort: port, forceTLS: tls }
}

interface Following {
  name: string
  listener: ChannelListener
  clock: Clock
}

function followOn(pusher: Pusher, { name, listener, clock }: Following): () => void {
  let cancelRetry = () => {}
  const channel = pusher.subscribe(name)
  const onState = ({ current }: { current: string }) => {
    if (current !== 'connected') listener.lost()
  }
  const onClosed = () => listener.lost()
  const onRefused = () => {
    listener.lost()
    cancelRetry = clock.after(REFUSED_RETRY_MS, () => {
      if (pusher.connection.state === 'connected') channel.subscribe()
    })
  }
  const onSubscribed = () => listener.subscribed()
  const onMessage = () => listener.alive()
  const onChange = (data: unknown) => listener.event(data)
  // Source: https://pusher.com/docs/channels/using_channels/events/#pusher-subscription-count
  const onCount = ({ subscription_count: count }: { subscription_count: number }) => listener.counted(count)
  channel.bind('pusher:subscription_succeeded', onSubscribed)
  channel.bind('pusher:subscription_error', onRefused)
  channel.bind(CHANGE_EVENT, onChange)
  channel.bind('pusher:subscription_count', onCount)
  pusher.connection.bind('state_change', onState)
  // A closed socket changes the state a second later, with the next try.
  pusher.connection.bind('connecting_in', onClosed)
  pusher.connection.bind('message', onMessage)
  return () => {
    cancelRetry()
    channel.unbind('pusher:subscription_succeeded', onSubscribed)
    channel.unbind('pusher:subscription_error', onRefused)
    channel.unbind(CHANGE_EVENT, onChange)
    channel.unbind('pusher:subscription_count', onCount)
    pusher.connection.unbind('state_change', onState)
    pusher.connection.unbind('connecting_in', onClosed)
    pusher.connection.unbind('message', onMessage)
    pusher.unsubscribe(name)
  }
}

// pusher-js gives up on a channel whose authorization failed, be it for a lost right or for a lost packet. Polling tells which.
const REFUSED_RETRY_MS = 10_000
