import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** Where a request comes from, as far as we believe it. */
export interface Outside {
  address: string
  scheme: 'http' | 'https'
  /** Host and port as the client wrote them; undefined when that is no host. */
  host: string | undefined
}

export interface Arrival {
  headers: IncomingHttpHeaders
  remoteAddress: string | undefined
  encrypted: boolean
}

/**
 * Each proxy adds what it saw at the end of the `X-Forwarded-*` lists, so with `hops` proxies of ours the entry `hops` from the end
 * is the first that one of ours wrote. Everything before it is the client's own word. Source: README, Behind a proxy.
 */
export function outsideOf({ headers, remoteAddress, encrypted }: Arrival, hops: number): Outside {
  const forwarded = (name: string) => (hops === 0 ? undefined : entryOf(headers[name], hops))
  const scheme = forwarded('x-forwarded-proto')?.toLowerCase()
  const ownScheme = encrypted ? 'https' : 'http'
  return {
    address: bareAddress(forwarded('x-forwarded-for')) ?? bareAddress(remoteAddress) ?? 'unknown',
    scheme: scheme === 'https' || scheme === 'http' ? scheme : ownScheme,
    host: validHost(forwarded('x-forwarded-host') ?? headers.host),
  }
}

/** Leaves one version of these facts for Next and everything behind it: ours. */
export function normaliseHeaders(headers: IncomingHttpHeaders, outside: Outside): void {
  for (const name of Object.keys(headers)) if (isInternal(name)) delete headers[name]
  const { host, scheme, address } = outside
  if (host) headers.host = headers['x-forwarded-host'] = host
  headers['x-forwarded-for'] = address
  headers['x-forwarded-proto'] = scheme
  headers['x-forwarded-port'] = host && portOf(host, scheme)
}

/** The address as Next can read it: a path that is no UTF-8 stands for nothing we have, and is then taken letter by letter. Source: RFC 3986 §2.4 */
export function readableUrl(url: string): string {
  const end = url.search(/[?#]|$/)
  const path = url.slice(0, end)
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + url.slice(end)
  }
}

export function arrivalOf(request: IncomingMessage): Arrival {
  return {
    headers: request.headers,
    remoteAddress: request.socket.remoteAddress,
    encrypted: 'encrypted' in request.socket && request.socket.encrypted === true,
  }
}

// The policy and the nonce are proxy.ts's to say; the others are how the parts of Next talk to each other.
const INTERNAL =
  /^(?:x-forwarded-.*|forwarded|x-real-ip|x-nonce|content-security-policy.*|x-middleware-.*|x-invoke-.*|x-matched-path|x-now-route-matches|x-next-resume-state-length|next-resume)$/

function isInternal(name: string): boolean {
  return INTERNAL.test(name)
}

function entryOf(value: string | string[] | undefined, hops: number): string | undefined {
  const entries = [value ?? []]
    .flat()
    .join(',')
    .split(',')
    .map(entry => entry.trim())
  return entries[Math.max(0, entries.length - hops)] || undefined
}

/** Some proxies add the port, and IPv4 over an IPv6 socket has a prefix. */
function bareAddress(written: string | undefined): string | undefined {
  if (!written) return undefined
  const bare = written.replace(/^::ffff:(?=\d+\.)/i, '').replace(/^\[(.*)\](?::\d+)?$/, '$1')
  if (isIP(bare)) return bare
  const withoutPort = bare.replace(/:\d+$/, '')
  return isIP(withoutPort) === 4 ? withoutPort : undefined
}

function validHost(host: string | undefined): string | undefined {
  if (!host || /[\s/?#@\\]/.test(host) || !URL.canParse(`http://${host}`)) return undefined
  return host.toLowerCase()
}

function portOf(host: string, scheme: 'http' | 'https'): string {
  return new URL(`${scheme}://${host}`).port || (scheme === 'https' ? '443' : '80')
}
