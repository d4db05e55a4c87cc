import type { ChannelsState } from './channels-state.ts'
import { HttpRefusal } from './http-refusal.ts'
import { md5, sameDigest, sign } from './signature.ts'

/** `path` and `query` as they came over the wire, still escaped. */
export interface SignedRequest {
  method: string
  path: string
  query: string
}

/** The query's parameters, when the request is signed by the application, lately; else throws 401. Source: "Generating authentication signatures". */
export function verifyRequest(
  { app, limits, clock }: Pick<ChannelsState, 'app' | 'limits' | 'clock'>,
  request: SignedRequest,
): Map<string, string> {
  const pairs = parseQuery(request.query)
  const parameters = new Map(pairs)
  if (parameters.get('auth_key') !== app.key) throw new HttpRefusal(401, 'Unknown auth_key')
  if (parameters.get('auth_version') !== '1.0') throw new HttpRefusal(401, 'Unknown auth_version: expected 1.0')
  const timestamp = parameters.get('auth_timestamp') ?? ''
  const off = Math.abs(Number(timestamp) - clock.wall() / 1000)
  if (!/^\d{1,12}$/.test(timestamp) || off > limits.timestampWindowSeconds) {
    throw new HttpRefusal(401, `Timestamp expired: it must be within ${limits.timestampWindowSeconds} s of now`)
  }
  const given = parameters.get('auth_signature') ?? ''
  const texts = new Set([request.path, unescapeText(request.path)].map(path => signedText(request.method, path, pairs)))
  if (![...texts].some(text => sameDigest(sign(app.secret, text), given))) {
    throw new HttpRefusal(401, 'Invalid signature: expected HMAC-SHA256 of method, path and sorted query, one per line')
  }
  return parameters
}

/** Throws 401 unless the body is the one that was signed. An empty one needs no digest. */
export function verifyBody(parameters: Map<string, string>, body: Buffer): void {
  if (body.length === 0 && !parameters.has('body_md5')) return
  if (!sameDigest(md5(body), parameters.get('body_md5') ?? '')) {
    throw new HttpRefusal(401, 'Invalid body_md5: expected the MD5 of the body')
  }
}

/** Keys in lower case, both sides unescaped. A plus stays a plus, as the official libraries sign it. */
function parseQuery(query: string): [string, string][] {
  return query
    .split('&')
    .filter(Boolean)
    .map(pair => {
      const equals = pair.indexOf('=')
      const key = equals < 0 ? pair : pair.slice(0, equals)
      return [unescapeText(key).toLowerCase(), equals < 0 ? '' : unescapeText(pair.slice(equals + 1))]
    })
}

/** The libraries sign a path as the application wrote it and send it escaped, so both are looked at. */
function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

function signedText(method: string, path: string, pairs: [string, string][]): string {
  const rest = pairs.filter(([key]) => key !== 'auth_signature')
  const sorted = rest.sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
  return [method, path, sorted.map(([key, value]) => `${key}=${value}`).join('&')].join('\n')
}
