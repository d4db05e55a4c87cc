import Pusher, { type Options } from 'pusher-js'
import { CHANGE_EVENT } from '../../shared/change-event-name.ts'
import type { ChannelListener, ChannelPort } from './channel-port.ts'
import type { Clock } from './clock.ts'
import type { ChannelsConfig } from './read-answer.ts'

/** A connection of pusher-js, and with that a part of its own: a page shows its posts before it needs this. */
export function openConnection(config: ChannelsConfig, clock: Clock): ChannelPort {
  const pusher = new Pusher(config.key, optionsOf(config))
  return {
    follow: (name, listener) => followOn(pusher, { name, listener, clock }),
    retry() {
      if (pusher.connection.state === 'connected') return
      // After a refused attempt pusher-js sits out its time-out of 15 to 60 s; `connect` alone would not cut that short.
      pusher.disconnect()
      pusher.connect()
    },
    close: () => pusher.disconnect(),
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
