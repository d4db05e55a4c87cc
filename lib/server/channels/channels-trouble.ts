/** Why a Channels host did not take events, and what its operator can do. Holds no address and no secret. */
export interface ChannelsTrouble {
  code: 'wrong_key' | 'wrong_app' | 'over_quota' | 'no_such_host' | 'no_tls' | 'no_answer' | 'unreachable' | 'refused'
  advice: string
}

/** What an error of the `pusher` library, or our own deadline, stands for. Source: https://pusher.com/docs/channels/library_auth_reference/rest-api/ */
export function channelsTrouble(error: unknown): ChannelsTrouble {
  const { status, cause } = partsOf(error)
  const code = status === undefined ? ofConnection(cause) : (statuses[status] ?? 'refused')
  return { code, advice: advice[code] }
}

type Code = ChannelsTrouble['code']

const statuses: Record<number, Code> = {
  400: 'wrong_app',
  401: 'wrong_key',
  403: 'over_quota',
  404: 'wrong_app',
  429: 'over_quota',
}

const advice: Record<Code, string> = {
  wrong_key: 'The Channels host does not accept PUSHER_KEY with PUSHER_SECRET, or this clock is far off.',
  wrong_app: 'The Channels host has no such app: look at PUSHER_APP_ID, and at PUSHER_CLUSTER or PUSHER_HOST.',
  over_quota: 'The Channels host takes no more for this app: its quota is used up, or it was switched off there.',
  no_such_host: 'PUSHER_CLUSTER or PUSHER_HOST names a host that does not exist.',
  no_tls:
    'The Channels host speaks no https at this port, or its certificate is not good: look at PUSHER_SCHEME and PUSHER_PORT.',
  no_answer: 'The Channels host takes connections and does not answer.',
  unreachable: 'Nothing listens at PUSHER_HOST and PUSHER_PORT, or the network in between is down.',
  refused: 'The Channels host is out of order.',
}

function ofConnection(cause: unknown): Code {
  const { code, name } = Object(cause)
  if (code === 'ENOTFOUND') return 'no_such_host'
  if (/SSL|CERT|EPROTO/.test(code)) return 'no_tls'
  return name === 'AbortError' || name === 'TimeoutError' ? 'no_answer' : 'unreachable'
}

/** The library's error holds the status, or what broke the connection. */
function partsOf(error: unknown): { status: number | undefined; cause: unknown } {
  const { status, error: inner } = Object(error)
  return { status: typeof status === 'number' ? status : undefined, cause: inner ?? error }
}
