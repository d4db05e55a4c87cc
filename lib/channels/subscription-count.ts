import { broadcast } from './broadcast.ts'
import type { Channel, ChannelsState } from './channels-state.ts'

/**
 * Tells the subscribers how many they are. A change on a small channel is told at once; those that follow within the interval are told
 * together at its end, as on large channels all are: or a thousand readers coming at once, or one who comes and goes all the time,
 * would cost a frame each to everybody. Not on presence channels, which have members instead.
 * Source: Pusher Channels docs, "Subscription count event".
 */
export function countChanged(state: ChannelsState, channel: Channel): void {
  if (channel.kind.access === 'presence' || channel.kind.access === 'user') return
  if (channel.counting) channel.counting.isChanged = true
  else if (isSmall(state, channel)) tellCount(state, channel)
  else restCounting(state, channel, { isChanged: true })
}

function isSmall({ limits }: ChannelsState, channel: Channel): boolean {
  return channel.subscribers.size <= limits.promptCounts
}

function tellCount(state: ChannelsState, channel: Channel): void {
  const data = JSON.stringify({ subscription_count: channel.subscribers.size })
  broadcast(channel, [{ event: 'pusher_internal:subscription_count', channel: channel.name, data }])
  restCounting(state, channel, { isChanged: false })
}

function restCounting(state: ChannelsState, channel: Channel, { isChanged }: { isChanged: boolean }): void {
  const { promptCountIntervalMs, countIntervalMs } = state.limits
  const end = () => {
    const counting = channel.counting
    channel.counting = undefined
    if (counting?.isChanged) tellCount(state, channel)
  }
  channel.counting = {
    isChanged,
    timer: setTimeout(end, isSmall(state, channel) ? promptCountIntervalMs : countIntervalMs),
  }
}
