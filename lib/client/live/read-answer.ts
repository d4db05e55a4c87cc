import type { CastAnswer, ChangeEvent, ChangesAnswer, PostsAnswer } from '../../shared/change.ts'
import type { ErrorAnswer } from '../../shared/error-answer.ts'

/** What came back. `trouble`: nothing that proves our server spoke, whatever its status (a captive portal's page, a proxy's 403). */
export type Answer<Body> =
  | { kind: 'answer'; body: Body }
  | { kind: 'refused'; error: ErrorAnswer['error'] }
  | { kind: 'trouble' }

/** Reads a response whose body should be as `isOurs` says. Throws when the connection breaks while it is read. */
export async function readAnswer<Body>(
  response: Response,
  isOurs: (body: unknown) => body is Body,
): Promise<Answer<Body>> {
  const body = parsed(await response.text())
  if (response.ok && isOurs(body)) return { kind: 'answer', body }
  if (!response.ok && isErrorAnswer(body)) return { kind: 'refused', error: body.error }
  return { kind: 'trouble' }
}

// Enough to know whose answer it is; inside one of ours the server's schemas are believed, and no schema library is sent to readers.

export function isChangesAnswer(body: unknown): body is ChangesAnswer {
  return isPositioned(body) && Array.isArray(body.changes) && isRecord(body.counts)
}

export function isPostsAnswer(body: unknown): body is PostsAnswer {
  return isPositioned(body) && Array.isArray(body.posts) && isRecord(body.counts)
}

export function isCastAnswer(body: unknown): body is CastAnswer {
  return isPositioned(body) && isRecord(body.cast) && Array.isArray(body.keyMoments)
}

/** Where the Channels server is: at the page's own origin, at Pusher, or at another host. */
export type ChannelsConfig = { key: string } & (
  | object
  | { cluster: string }
  | { host: string; port: number; tls: boolean }
)

export function isChannelsConfig(body: unknown): body is ChannelsConfig {
  return isRecord(body) && typeof body.key === 'string'
}

export function isChangeEvent(data: unknown): data is ChangeEvent {
  return isPositioned(data)
}

function isErrorAnswer(body: unknown): body is ErrorAnswer {
  return (
    isRecord(body) &&
    isRecord(body.error) &&
    typeof body.error.code === 'string' &&
    typeof body.error.message === 'string'
  )
}

function isPositioned(body: unknown): body is Record<string, unknown> & { rev: number; tip: string } {
  return isRecord(body) && Number.isSafeInteger(body.rev) && typeof body.tip === 'string'
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // not JSON, so not ours: the caller hears of it as trouble
  }
}
