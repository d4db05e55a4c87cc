import { failures } from '../shared/failures.ts'
import { type Answer, readAnswer } from './live/read-answer.ts'

export interface Question<Body> {
  /** Path on our own server. */
  path: string
  /** Sent by POST: as JSON, or as a form where it is a URLSearchParams. Without it the question is a GET. */
  body?: unknown
  /** Ends it early: `trouble`. */
  signal?: AbortSignal
  /** Tells our answer from a captive portal's page. */
  isOurs: (body: unknown) => body is Body
}

/**
 * One question of the studio to our own server, given up after 15 s, and a second more for every 4 KB that go up. Never throws:
 * what breaks on the way is `trouble`, and so is a refusal whose code this page is too old to know (try again later).
 */
export async function askServer<Body>({ path, body, isOurs, signal }: Question<Body>): Promise<Answer<Body>> {
  const request = requestOf(body)
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), DEADLINE_MS + (request.body?.length ?? 0) / BYTES_PER_MS)
  const stop = () => deadline.abort()
  signal?.addEventListener('abort', stop)
  try {
    const response = await fetch(path, { ...request, redirect: 'error', signal: deadline.signal })
    const answer = await readAnswer(response, isOurs)
    return answer.kind === 'refused' && !Object.hasOwn(failures, answer.error.code) ? { kind: 'trouble' } : answer
  } catch {
    return { kind: 'trouble' } // no connection, cut off, too slow or a redirect: the caller says so to the person
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
}

const DEADLINE_MS = 15_000
const BYTES_PER_MS = 4

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
