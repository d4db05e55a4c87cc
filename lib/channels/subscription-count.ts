import { broadcast } from './broadcast.ts'
import type { Channel, ChannelsState } from './channels-state.ts'

/**
 * Tells the subscribers how many they are: at once on small channels, on large ones at most once in an interval (or a thousand
 * readers coming at once would cost a million frames). Not on presence channels, which have members instead.
 * Source: Pusher Channels docs, "Subscription count event".
 */
export function countChanged(state: ChannelsState, channel: Channel): void {
  if (channel.kind.access === 'presence' || channel.kind.access === 'user') return
  if (channel.countTimer) return
  if (channel.subscribers.size <= state.limits.promptCounts) {
    tellCount(channel)
  } else {
    channel.countTimer = setTimeout(() => {
      channel.countTimer = undefined
      tellCount(channel)
    }, state.limits.countIntervalMs)
  }
}

function tellCount(channel: Channel): void {
  const data = JSON.stringify({ subscription_count: channel.subscribers.size })
  broadcast(channel, [{ event: 'pusher_internal:subscription_count', channel: channel.name, data }])
}
