interface CloseCodeRow {
  meaning: string
  /** What `pusher-js` does on it: nothing more, try again after a second, try again at once, or stay connected (the code then comes in a `pusher:error` event). */
  client: 'stays away' | 'backs off' | 'reconnects at once' | 'stays connected'
  /** When this server sends it, or why it never does. */
  sent: string | { never: string }
}

/** Every code of protocol 7. Source: Pusher Channels Protocol, "Error Codes" and "Connection closure". */
export const closeCodes = {
  4000: {
    meaning: 'Application only accepts SSL connections, reconnect using wss://',
    client: 'stays away',
    sent: {
      never: 'plain and encrypted sockets arrive here alike; who wants encryption alone redirects in front of us',
    },
  },
  4001: { meaning: 'Application does not exist', client: 'stays away', sent: 'the key in the path is not ours' },
  4003: {
    meaning: 'Application disabled',
    client: 'stays away',
    sent: { never: 'the one application cannot be disabled apart from its server' },
  },
  4004: {
    meaning: 'Application is over connection quota',
    client: 'stays away',
    sent: 'the server holds all the sockets it may; a full server is not helped by knocking, readers poll instead',
  },
  4005: { meaning: 'Path not found', client: 'stays away', sent: 'a path below /app that is not /app/:key' },
  4006: {
    meaning: 'Invalid version string format',
    client: 'stays away',
    sent: '`version` or `protocol` in the query does not read as a version',
  },
  4007: { meaning: 'Unsupported protocol version', client: 'stays away', sent: 'a protocol other than 7' },
  4008: { meaning: 'No protocol version supplied', client: 'stays away', sent: 'no `protocol` in the query' },
  4009: {
    meaning: 'Connection is unauthorized',
    client: 'stays away',
    sent: 'the HTTP API terminated the connections of the user signed in on it',
  },
  4100: {
    meaning: 'Over capacity',
    client: 'backs off',
    sent: 'an address has all the sockets it may (a place frees up when somebody leaves), a socket talks too fast, or a reader is too slow',
  },
  4200: { meaning: 'Generic reconnect immediately', client: 'reconnects at once', sent: 'the server is closing' },
  4201: {
    meaning: 'Pong reply not received',
    client: 'reconnects at once',
    sent: 'a silent socket did not answer a ping in time',
  },
  4202: {
    meaning: 'Closed after inactivity',
    client: 'reconnects at once',
    sent: {
      never: 'meant for clients that cannot answer a ping; all of protocol 7 can, and a quiet reader is welcome',
    },
  },
  4301: {
    meaning: 'Client event rejected due to rate limit',
    client: 'stays connected',
    sent: 'more client events a second than a socket may send',
  },
  4302: {
    meaning: 'Watchlist limit exceeded',
    client: 'stays connected',
    sent: { never: 'watchlists are not served; one in the user data is ignored' },
  },
} as const satisfies Record<number, CloseCodeRow>

type Rows = typeof closeCodes
/** The codes that this server closes sockets with. */
export type CloseCode = {
  [code in keyof Rows]: Rows[code]['sent'] extends string
    ? Rows[code]['client'] extends 'stays connected'
      ? never
      : code
    : never
}[keyof Rows]
