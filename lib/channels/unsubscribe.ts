import type { ChannelsState } from './channels-state.ts'
import type { Connection } from './connection.ts'
import { leaveMembers } from './presence.ts'
import { countChanged } from './subscription-count.ts'

/** Answers `pusher:unsubscribe`, and stands for it when a socket closes. Nothing happens when it is not subscribed. */
export function unsubscribe(state: ChannelsState, connection: Connection, name: string): void {
  const channel = state.channels.get(name)
  connection.channels.delete(name)
  if (!channel?.subscribers.delete(connection)) return
  leaveMembers(channel, connection)
  if (channel.subscribers.size > 0) {
    countChanged(state, channel)
  } else {
    clearTimeout(channel.counting?.timer)
    state.channels.delete(name)
  }
}
