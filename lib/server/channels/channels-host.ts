import Pusher from 'pusher'
import { z } from 'zod'
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
  /** Followers of all the casts' channels; null where the host does not count, or does not answer. */
  countFollowers(): Promise<number | null>
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
    trigger: async events => {
      await withDeadline(pusher.triggerBatch(events))
    },
    countFollowers: () => countFollowers(pusher).catch(() => null),
    authorizeChannel: (socketId, channel) => pusher.authorizeChannel(socketId, channel),
    authorizeMember: (socketId, channel, { id, name }) =>
      pusher.authorizeChannel(socketId, channel, { user_id: id, user_info: { name } }),
    authenticateUser: (socketId, { id, name }) => pusher.authenticateUser(socketId, { id, user_info: { name } }),
  }
}

/** Source: https://pusher.com/docs/channels/library_auth_reference/rest-api/#get-channels-fetch-info-for-multiple-channels */
async function countFollowers(pusher: Pusher): Promise<number> {
  const answer = await withDeadline(pusher.get({ path: '/channels', params: { info: 'subscription_count' } }))
  const { channels } = Counts.parse(await answer.json())
  return Object.entries(channels)
    .filter(([name]) => /^(?:private-)?cast-/.test(name))
    .reduce((sum, [, { subscription_count: count }]) => sum + count, 0)
}

const Counts = z.object({ channels: z.record(z.string(), z.object({ subscription_count: z.number() })) })

const DEADLINE_MS = 5_000

// The library's own time-out ends when the headers have come; a body that never ends would hold the pusher for ever.
async function withDeadline<Answer>(sent: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error(`no answer within ${DEADLINE_MS} ms`), { name: 'TimeoutError' })),
      DEADLINE_MS,
    )
  })
  try {
    return await Promise.race([sent, late])
  } finally {
    clearTimeout(timer)
  }
}
