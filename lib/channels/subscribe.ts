import { authorizeSubscription, type Grant, type SubscribeRequest } from './authorize-subscription.ts'
import type { Channel, ChannelsState } from './channels-state.ts'
import type { Connection } from './connection.ts'
import { joinMembers, membersData } from './presence.ts'
import { countChanged } from './subscription-count.ts'

/** Answers `pusher:subscribe`: succeeded, then the cached event, or an error on that channel; the connection stays either way. */
export function subscribe(state: ChannelsState, connection: Connection, request: SubscribeRequest): void {
  const name = request.channel
  if (connection.channels.has(name)) {
    connection.sendError(`Already subscribed to ${name}`)
    return
  }
  const grant = authorizeSubscription(state, connection, request)
  if ('error' in grant) {
    connection.send({ event: 'pusher:subscription_error', channel: name, data: JSON.stringify(grant) })
  } else {
    enter(state, connection, openChannel(state, name, grant), grant)
  }
}

function enter(state: ChannelsState, connection: Connection, channel: Channel, grant: Grant): void {
  const { name } = channel
  channel.subscribers.add(connection)
  connection.channels.add(name)
  if (grant.member) joinMembers(channel, connection, grant.member.userId, grant.member.info)
  const data = grant.member ? membersData(channel) : '{}'
  connection.send({ event: 'pusher_internal:subscription_succeeded', channel: name, data })
  if (grant.kind.cached) replay(state, connection, name)
  countChanged(state, channel)
}

function openChannel(state: ChannelsState, name: string, { kind }: Grant): Channel {
  const open = state.channels.get(name)
  if (open) return open
  const channel: Channel = { name, kind, subscribers: new Set(), members: new Map() }
  state.channels.set(name, channel)
  return channel
}

function replay(state: ChannelsState, connection: Connection, channel: string): void {
  const remembered = state.cache.recall(channel)
  connection.send(remembered?.event ?? { event: 'pusher:cache_miss', channel, data: '{}' })
}
