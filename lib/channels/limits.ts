/** Every size, count and time that somebody outside can drive up. Sources: the Pusher Channels documentation where it names a figure, else the reason beside it. */
export const defaultLimits = {
  /** Open sockets of the whole server. One more is closed with 4004, so that its reader polls instead of knocking every second. */
  connections: 20_000,
  /** Open sockets of one address (IPv6: one /64). High, as a venue's Wi-Fi or a forgotten TRUST_PROXY shows a whole audience as one address. One more is closed with 4100. */
  connectionsPerAddress: 5_000,
  /** Refused sockets that have not hung up yet. Beyond it an upgrade is answered 503 and costs no WebSocket. */
  refusedSockets: 500,

  /** Bytes of one incoming frame: a client event's 10 KB, doubled by JSON in JSON, and its envelope. More closes the socket with 1009. */
  frameBytes: 32 * 1024,
  /** Messages of any kind from one socket, a second and in one burst. A page that comes back subscribes to all its channels at once. */
  messagesPerSecond: 200,
  /** Client events of one socket, a second and in one burst (documented). */
  clientEventsPerSecond: 10,
  /** Channels that one socket may be on at a time. */
  channelsPerConnection: 100,
  /** Bytes that may wait for one slow reader. */
  bufferedBytes: 1024 * 1024,

  /** Silence after which a side asks whether the other is there (documented: 120 s). */
  activityTimeoutMs: 120_000,
  /** How long the answer may take (documented: 30 s). */
  pongTimeoutMs: 30_000,
  /** How often silence is looked for. */
  heartbeatMs: 5_000,
  /** How long a closed socket may take to hang up before it is cut. */
  closeGraceMs: 3_000,

  /** Characters of a channel's name, and of an event's (documented: 200 each). */
  channelNameLength: 200,
  eventNameLength: 200,
  /** Bytes of one event's data (documented: 10 KB). */
  eventDataBytes: 10 * 1024,

  /** Users on one presence channel (documented: 100). */
  presenceMembers: 100,
  /** Characters of a user's id (documented: 128). */
  userIdLength: 128,
  /** Bytes of what a presence channel tells of one user (documented: 1 KB). */
  userInfoBytes: 1024,
  /** Bytes of the signed user data of `pusher:signin`. */
  userDataBytes: 10 * 1024,

  /** Channels whose last event is remembered; the one that waited longest for a new event goes first. */
  cachedChannels: 1_000,
  /** How long a cached event is remembered (documented: 30 minutes). */
  cacheTtlMs: 30 * 60_000,

  /** Up to so many subscriptions a change of the count is told at once, above it at the end of an interval (documented: 100 and 5 s). */
  promptCounts: 100,
  countIntervalMs: 5_000,
  /** How long after that the next change is told: one socket that comes and goes must not burden all others. */
  promptCountIntervalMs: 1_000,

  /** Bytes of one HTTP API request: 10 events of 10 KB, as JSON may swell them sixfold, with 100 channel names. */
  requestBytes: 1024 * 1024,
  /** Milliseconds that a request's body may take to arrive. */
  requestMs: 10_000,
  /** Channels of one event (documented: 100), events of one batch (documented: 10). */
  channelsPerEvent: 100,
  eventsPerBatch: 10,
  /** How far a request's timestamp may be off, either way (documented: 600 s). */
  timestampWindowSeconds: 600,
}

export type ChannelsLimits = Record<keyof typeof defaultLimits, number>
