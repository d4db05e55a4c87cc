import { broadcast } from './broadcast.ts'
import type { Channel } from './channels-state.ts'
import type { Connection } from './connection.ts'

/** Adds a connection of a user; the others hear of it when it is the user's first. */
export function joinMembers(channel: Channel, connection: Connection, userId: string, info: unknown): void {
  const member = channel.members.get(userId)
  if (member) {
    member.connections.add(connection)
    return
  }
  channel.members.set(userId, { info, connections: new Set([connection]) })
  const data = JSON.stringify({ user_id: userId, user_info: info })
  broadcast(channel, [{ event: 'pusher_internal:member_added', channel: channel.name, data }], connection)
}

/** Takes a connection away; the others hear of it when it was the user's last. */
export function leaveMembers(channel: Channel, connection: Connection): void {
  const userId = memberOf(channel, connection)
  if (userId === undefined) return
  const member = channel.members.get(userId)
  member?.connections.delete(connection)
  if (member?.connections.size) return
  channel.members.delete(userId)
  const data = JSON.stringify({ user_id: userId })
  broadcast(channel, [{ event: 'pusher_internal:member_removed', channel: channel.name, data }], connection)
}

/** As whom a connection is on a presence channel. At most `presenceMembers` to look through. */
export function memberOf(channel: Channel, connection: Connection): string | undefined {
  for (const [userId, member] of channel.members) if (member.connections.has(connection)) return userId
  return undefined
}

/** Data of `subscription_succeeded` on a presence channel. */
export function membersData({ members }: Channel): string {
  const hash = Object.fromEntries([...members].map(([userId, member]) => [userId, member.info ?? null]))
  return JSON.stringify({ presence: { ids: [...members.keys()], hash, count: members.size } })
}
