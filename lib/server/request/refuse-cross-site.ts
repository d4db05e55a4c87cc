import { Failure } from '../failure.ts'

/**
 * Throws `cross_site` for a write that a browser sends on behalf of another site. With neither header it is no browser
 * and is judged by its credentials alone. `publicOrigin` is ours too, whatever a proxy says. Source: https://www.w3.org/TR/fetch-metadata/, RFC 6454.
 */
export function refuseCrossSite(request: Request, publicOrigin?: string): void {
  if (READS.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new Failure('cross_site')
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== ownOrigin(request.headers) && origin !== publicOrigin)
    throw new Failure('cross_site')
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Scheme and host as the browser sees them; the start has replaced what a proxy of ours says about them. */
export function ownOrigin(headers: Headers): string {
  return `${schemeOf(headers)}://${headers.get('x-forwarded-host') ?? headers.get('host')}`
}

export function schemeOf(headers: Headers): 'http' | 'https' {
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https' ? 'https' : 'http'
}
