import { createHash, timingSafeEqual } from 'node:crypto'
import { Failure } from '../failure.ts'

/** Throws `not_found` unless the request names the token that the configuration has: without one there is nothing here. Source: RFC 6750 §2.1 */
export function requireToken(request: Request, token: string | undefined): void {
  const [, named = ''] = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (token === undefined || !isSame(named, token)) throw new Failure('not_found')
}

/** Takes as long for a token that is nearly right. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
