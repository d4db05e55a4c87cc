import Pusher from 'pusher'
import type { ChannelsApp, Place } from '../config.ts'

/** One event on one channel; `data` is JSON text. */
export interface ChannelEvent {
  channel: string
  name: string
  data: string
}

/** The Channels host, wherever it runs, as the rest of the server sees it. */
export interface ChannelsHost {
  /** Tells one host and app from another. */
  name: string
  /** At most 10 events. Throws when the host refuses, or has not answered within 5 s. */
  trigger(events: ChannelEvent[]): Promise<void>
  /** Signs a private subscription. Source: https://pusher.com/docs/channels/server_api/authorizing-users/ */
  authorizeChannel(socketId: string, channel: string): { auth: string }
  /** Signs a presence subscription. */
  authorizeMember(socketId: string, channel: string, member: { id: string; name: string }): { auth: string }
  /** Signs `pusher:signin`. */
  authenticateUser(socketId: string, user: { id: string; name: string }): { auth: string }
}

/** Any Channels host by the official library: hosted Pusher, a compatible server, or the embedded one. */
export function channelsHost({ id: appId, key, secret }: ChannelsApp, at: { cluster: string } | Place): ChannelsHost {
  const place =
    'cluster' in at ? { cluster: at.cluster, useTLS: true } : { host: at.host, port: String(at.port), useTLS: at.tls }
  const pusher = new Pusher({ appId, key, secret, timeout: DEADLINE_MS, ...place })
  return {
    name: `${'cluster' in at ? at.cluster : `${at.host}:${at.port}`}/${appId}`,
    trigger: events => withDeadline(pusher.triggerBatch(events)),
    authorizeChannel: (socketId, channel) => pusher.authorizeChannel(socketId, channel),
    authorizeMember: (socketId, channel, { id, name }) =>
      pusher.authorizeChannel(socketId, channel, { user_id: id, user_info: { name } }),
    authenticateUser: (socketId, { id, name }) => pusher.authenticateUser(socketId, { id, user_info: { name } }),
  }
}

const DEADLINE_MS = 5_000

// The library's own time-out ends when the headers have come; a body that never ends would hold the pusher for ever.
async function withDeadline(sent: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The Channels host did not answer within ${DEADLINE_MS} ms.`)),
      DEADLINE_MS,
    )
  })
  try {
    await Promise.race([sent, late])
  } finally {
    clearTimeout(timer)
  }
}
