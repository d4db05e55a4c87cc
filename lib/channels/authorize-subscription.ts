import { z } from 'zod'
import { type ChannelKind, channelKind, userChannel } from './channel-kind.ts'
import type { ChannelsState } from './channels-state.ts'
import type { Connection } from './connection.ts'
import { sameDigest, sign } from './signature.ts'

export const SubscribeRequest = z.object({
  channel: z.string(),
  /** `key:signature`; empty for public channels. */
  auth: z.string().nullish(),
  /** Presence channels: JSON `{user_id, user_info?}`, as signed. */
  channel_data: z.string().nullish(),
})
export type SubscribeRequest = z.infer<typeof SubscribeRequest>

export interface Grant {
  kind: ChannelKind
  /** On presence channels: as whom. */
  member?: { userId: string; info: unknown }
}

/** Data of `pusher:subscription_error`, in the shape that `pusher-js` gives to errors of the authorization endpoint. */
export interface SubscriptionRefusal {
  type: 'AuthError' | 'InvalidChannel' | 'LimitReached'
  error: string
  status: number
}

/** Whether this connection may subscribe, and as whom. Source: Pusher Channels docs, "Authentication and authorization signatures". */
export function authorizeSubscription(
  state: ChannelsState,
  connection: Connection,
  request: SubscribeRequest,
): Grant | SubscriptionRefusal {
  const kind = channelKind(request.channel, state.limits.channelNameLength)
  if (!kind) return { type: 'InvalidChannel', error: 'Invalid channel name', status: 400 }
  if (connection.channels.size >= state.limits.channelsPerConnection) {
    return { type: 'LimitReached', error: 'Too many channels on one connection', status: 403 }
  }
  if (kind.access === 'public') return { kind }
  if (kind.access === 'user') return ownUserChannel(connection, request.channel) ? { kind } : UNAUTHORIZED
  if (!isSigned(state, connection, request)) return UNAUTHORIZED
  return kind.access === 'presence' ? grantPresence(state, connection, kind, request) : { kind }
}

const UNAUTHORIZED: SubscriptionRefusal = { type: 'AuthError', error: 'Invalid signature', status: 401 }

function ownUserChannel(connection: Connection, channel: string): boolean {
  return connection.user !== undefined && channel === userChannel(connection.user.id)
}

function isSigned({ app }: ChannelsState, connection: Connection, request: SubscribeRequest): boolean {
  const parts = [connection.socketId, request.channel]
  if (request.channel_data) parts.push(request.channel_data)
  return sameDigest(`${app.key}:${sign(app.secret, parts.join(':'))}`, request.auth ?? '')
}

function grantPresence(
  { limits, channels }: ChannelsState,
  connection: Connection,
  kind: ChannelKind,
  request: SubscribeRequest,
): Grant | SubscriptionRefusal {
  const member = request.channel_data ? parseMember(request.channel_data) : signedInMember(connection)
  if (!member) return { type: 'AuthError', error: 'Invalid channel_data', status: 400 }
  if (member.userId.length > limits.userIdLength) {
    return { type: 'LimitReached', error: 'The user id is too long', status: 413 }
  }
  if (Buffer.byteLength(JSON.stringify(member.info) ?? '') > limits.userInfoBytes) {
    return { type: 'LimitReached', error: 'The user info is too large', status: 413 }
  }
  const members = channels.get(request.channel)?.members
  if (members && !members.has(member.userId) && members.size >= limits.presenceMembers) {
    return { type: 'LimitReached', error: 'The channel has all the members it may', status: 403 }
  }
  return { kind, member }
}

/** Application servers may write ids as numbers; to clients they are text. */
const ChannelData = z.object({
  user_id: z.union([z.string().min(1), z.number()]).transform(String),
  user_info: z.unknown().optional(),
})

function parseMember(channelData: string): Grant['member'] {
  try {
    const { user_id, user_info } = ChannelData.parse(JSON.parse(channelData))
    return { userId: user_id, info: user_info }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}

/** Without channel data the signed-in user is meant. */
function signedInMember({ user }: Connection): Grant['member'] {
  return user && { userId: user.id, info: user.info }
}
