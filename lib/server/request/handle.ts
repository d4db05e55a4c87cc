import type { NextRequest } from 'next/server'
import type { ErrorAnswer } from '../../shared/error-answer.ts'
import { REQUEST_ID } from '../../shared/request-id-header.ts'
import { Failure } from '../failure.ts'
import { runtime } from '../runtime.ts'
import { isStoreUnavailable } from '../store/store.ts'
import { refuseCrossSite } from './refuse-cross-site.ts'

/**
 * Wraps a route handler: refuses cross-site writes, turns a thrown `Failure` into the table's answer and anything else
 * into `internal` with a line in the log. An answer that does not say otherwise is never cached. `refuse` makes the answer of
 * a failure, for handlers that people open as a page.
 */
export function handle<Context>(
  work: (request: NextRequest, context: Context) => Promise<Response>,
  refuse: (failure: Failure) => Response = answerFailure,
): (request: NextRequest, context: Context) => Promise<Response> {
  const answer = async (request: NextRequest, context: Context) => {
    try {
      refuseCrossSite(request, runtime().config.authUrl)
      return uncachedByDefault(await work(request, context))
    } catch (error) {
      return refuse(toFailure(error, request))
    }
  }
  return async (request, context) => {
    const began = performance.now()
    const response = await answer(request, context)
    const seen = { method: request.method, status: response.status, seconds: (performance.now() - began) / 1000 }
    runtime().metrics.request(seen)
    runtime().log.debug({ ...whichOf(request), ...seen }, 'answered')
    return response
  }
}

/** By which a line of the log is found for an answer: its `x-request-id`. */
function whichOf(request: NextRequest): { request: string | null; pathname: string } {
  return { request: request.headers.get(REQUEST_ID), pathname: request.nextUrl.pathname }
}

/** Also for handlers that answer a failure of their own accord. */
export function answerFailure(failure: Failure): Response {
  const body: ErrorAnswer = { error: failure.toError() }
  const headers = new Headers({ 'cache-control': 'no-store' })
  if (failure.details.retryAfter !== undefined) headers.set('retry-after', String(failure.details.retryAfter))
  // The rest of a body that is too large is not read: the connection ends with the answer.
  if (failure.code === 'too_large') headers.set('connection', 'close')
  return Response.json(body, { status: failure.status, headers })
}

const STORE_RETRY_SECONDS = 5

function toFailure(error: unknown, request: NextRequest): Failure {
  if (error instanceof Failure) return error
  const { log } = runtime()
  if (isStoreUnavailable(error)) {
    log.error({ err: error, ...whichOf(request) }, 'the store did not answer')
    return new Failure('store_unavailable', { retryAfter: STORE_RETRY_SECONDS }, { cause: error })
  }
  log.error({ err: error, ...whichOf(request), method: request.method }, 'a request failed')
  return new Failure('internal', {}, { cause: error })
}

function uncachedByDefault(response: Response): Response {
  if (!response.headers.has('cache-control')) response.headers.set('cache-control', 'no-store')
  return response
}
