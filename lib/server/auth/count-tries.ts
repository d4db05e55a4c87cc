import type { NextRequest } from 'next/server'
import type { RateLimiterRes } from 'rate-limiter-flexible'
import { Failure } from '../failure.ts'
import { clientNetwork } from '../request/client-network.ts'
import { schemeOf } from '../request/refuse-cross-site.ts'
import { runtime } from '../runtime.ts'
import { sessionCookie } from './session-cookie.ts'

/**
 * Lets five tries a minute and address through to `signIn`. Throws `too_many` with `retryAfter` for more, and
 * `wrong_passphrase` (with `triesLeft`) or `link_used` for a try that did not open a session.
 */
export async function countTries(request: NextRequest, signIn: () => Promise<Response>): Promise<Response> {
  const { signInTries } = runtime()
  const address = clientNetwork(request.headers)
  const triesLeft = await takeTry(address)
  const response = await signIn()
  if (opensSession(request, response)) {
    await signInTries.delete(address)
    return response
  }
  const isLink = request.nextUrl.pathname.endsWith('/once')
  throw isLink ? new Failure('link_used') : new Failure('wrong_passphrase', { triesLeft })
}

async function takeTry(address: string): Promise<number> {
  try {
    return (await runtime().signInTries.consume(address)).remainingPoints
  } catch (error) {
    if (!isUsedUp(error)) throw error
    throw new Failure('too_many', { retryAfter: Math.ceil(error.msBeforeNext / 1000) })
  }
}

// Not by `instanceof`: the limiter stands on the shared runtime, and another of Next's bundles may have made it.
function isUsedUp(error: unknown): error is RateLimiterRes {
  return typeof error === 'object' && error !== null && 'msBeforeNext' in error
}

function opensSession(request: NextRequest, response: Response): boolean {
  const { name } = sessionCookie(schemeOf(request.headers))
  return response.headers.getSetCookie().some(cookie => cookie.startsWith(`${name}=ey`))
}
