import { failures } from '../shared/failures.ts'
import { systemClock } from './live/clock.ts'
import { hedged } from './live/hedged.ts'
import { type Answer, readAnswer } from './live/read-answer.ts'
import { REPEAT_MS } from './live/reading-calls.ts'

export interface Question<Body> {
  /** Path on our own server. */
  path: string
  /** Sent by POST: as JSON, or as a form where it is a URLSearchParams. Without it the question is a GET. */
  body?: unknown
  /** Whether the server does the same when it comes twice. A GET is, unless told. */
  isRepeatable?: boolean
  /** Ends it early: `trouble`. */
  signal?: AbortSignal
  /** Tells our answer from a captive portal's page. */
  isOurs: (body: unknown) => body is Body
}

/**
 * One question of the studio to our own server, given up after 15 s, and a second more for every 2 KB that go up; asked again meanwhile where
 * it may be. Never throws: what breaks on the way is `trouble`, and so is a refusal whose code this page is too old to know (try again
 * later).
 */
export function askServer<Body>({ path, body, isOurs, isRepeatable, signal }: Question<Body>): Promise<Answer<Body>> {
  const request = requestOf(body)
  const size = request.body?.length ?? 0
  const mayRepeat = isRepeatable ?? body === undefined
  return hedged(
    async (deadline, hear) => {
      try {
        const response = await fetch(path, { ...request, redirect: 'error', cache: 'no-store', signal: deadline })
        hear()
        const answer = await readAnswer(response, isOurs)
        return answer.kind === 'refused' && !Object.hasOwn(failures, answer.error.code) ? { kind: 'trouble' } : answer
      } catch {
        return { kind: 'trouble' } // no connection, cut off, too slow or a redirect: the caller says so to the person
      }
    },
    {
      clock: systemClock,
      everyMs: mayRepeat ? REPEAT_MS + size / REPEAT_BYTES_PER_MS : null,
      lastsMs: DEADLINE_MS + size / BYTES_PER_MS,
    },
    signal,
  )
}

const DEADLINE_MS = 15_000
const BYTES_PER_MS = 2
// The slowest network that is in use carries about ten times this much: what goes out twice must not crowd out the first.
const REPEAT_BYTES_PER_MS = 5

function requestOf(body: unknown): { method: string; headers?: Record<string, string>; body?: string } {
  if (body === undefined) return { method: 'GET' }
  const isForm = body instanceof URLSearchParams
  const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
  return { method: 'POST', headers: { 'content-type': type }, body: isForm ? body.toString() : JSON.stringify(body) }
}

/** For `isOurs`: our server is believed once the shape shows that it was our server. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
