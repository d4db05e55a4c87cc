import { mayRead, mayWrite, requirePerson, type Viewer } from '../access.ts'
import { Failure } from '../failure.ts'
import type { Ports } from '../ports.ts'

/**
 * Signs a subscription to a private or presence channel, for those with the right to its cast, and only to the channel
 * in force. Throws `signed_out`, `not_found`. Source: README, Realtime.
 */
export async function signSubscription(
  { store, channels }: Ports,
  viewer: Viewer,
  { socketId, channel }: { socketId: string; channel: string },
): Promise<{ auth: string }> {
  const person = requirePerson(viewer)
  const [, kind, id] = CHANNEL.exec(channel) ?? []
  const cast = id === undefined ? null : await store.readCast(id)
  if (cast === null || !mayRead(viewer, cast)) throw new Failure('not_found')
  if (kind === 'presence-studio' && mayWrite(viewer, cast)) return channels.authorizeMember(socketId, channel, person)
  if (channel === cast.settings.channel) return channels.authorizeChannel(socketId, channel)
  throw new Failure('not_found')
}

const CHANNEL = /^(private-cast|presence-studio)-([0-9a-f-]{36})(?:-\d+)?$/
