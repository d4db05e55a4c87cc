import type { ChannelKind } from './channel-kind.ts'
import type { Clock } from './clock.ts'
import type { Connection } from './connection.ts'
import type { EventCache } from './event-cache.ts'
import type { ChannelsLimits } from './limits.ts'

export interface ChannelsApp {
  /** In the HTTP API's paths. */
  id: string
  /** Public: in the page and in the sockets' path. */
  key: string
  /** Signs subscriptions, sign-ins and HTTP requests. Never sent. */
  secret: string
}

interface Member {
  /** What the first of the user's connections said of them. */
  info: unknown
  connections: Set<Connection>
}

/** A channel exists while somebody is subscribed to it. */
export interface Channel {
  name: string
  kind: ChannelKind
  subscribers: Set<Connection>
  /** By user id; empty but on presence channels. */
  members: Map<string, Member>
  /** Set for a while after the subscription count was told, or while a change of it waits to be. */
  counting?: { isChanged: boolean; timer: NodeJS.Timeout }
}

/** Everything one server knows. */
export interface ChannelsState {
  app: ChannelsApp
  limits: ChannelsLimits
  clock: Clock
  onError: (error: unknown) => void
  /** By socket id. */
  connections: Map<string, Connection>
  /** Open sockets by `addressGroup`. */
  addresses: Map<string, number>
  /** Signed-in connections by user id. */
  users: Map<string, Set<Connection>>
  /** By name. */
  channels: Map<string, Channel>
  cache: EventCache
}
