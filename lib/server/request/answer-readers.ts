import { createHash } from 'node:crypto'
import type { CastRecord } from '../store/store.ts'

/**
 * Answers readers of a cast: those of a public one may be served by a shared cache for a moment and ask again by ETag;
 * those of a private one by nobody else. Source: RFC 9110 §13.1.2, RFC 9111.
 */
export function answerReaders(request: Request, cast: CastRecord, body: object): Response {
  return answerCached(request, body, cachingOf(cast))
}

/** Answers anybody the same, as `answerReaders` does those of a public cast. */
export function answerAll(request: Request, body: object): Response {
  return answerCached(request, body, SHARED)
}

function answerCached(request: Request, body: object, caching: string): Response {
  const text = JSON.stringify(body)
  const headers = { etag: etagOf(text), 'cache-control': caching }
  if (isKnown(request, headers.etag)) return new Response(null, { status: 304, headers })
  return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
}

/** An ETag of what an answer is made of. */
export function etagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
}

export function cachingOf(cast: CastRecord): string {
  return cast.settings.visibility === 'public' ? SHARED : 'private, no-cache'
}

/** A browser always asks; a cache in front of many may answer for a second. */
const SHARED = 'public, max-age=0, s-maxage=1'

/** Whether the reader has the answer of that ETag. A cache in front may have weakened it. */
export function isKnown(request: Request, etag: string): boolean {
  const known = (request.headers.get('if-none-match') ?? '').split(',')
  return known.some(one => strong(one) === strong(etag))
}

function strong(etag: string): string {
  return etag.trim().replace(/^W\//, '')
}
