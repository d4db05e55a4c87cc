import { askServer, isRecord } from './ask-server.ts'
import type { Answer } from './live/read-answer.ts'

/** Signs in with the passphrase. `name`: what readers see. Refused as `wrong_passphrase` with `triesLeft`, or `too_many` with `retryAfter`. */
export function signInWithPassphrase(fields: { passphrase: string; name: string }): Promise<Answer<Entered>> {
  return post('/api/auth/callback/passphrase', fields)
}

/** Signs in with the token of the printed first link. The same browser may do it again. Refused as `link_used`. */
export function signInOnce(fields: { token: string; name: string }): Promise<Answer<Entered>> {
  return post('/api/auth/callback/once', fields)
}

/** Ends the session on this device. What is unsent stays on it. */
export function signOut(): Promise<Answer<Entered>> {
  return post('/api/auth/signout', {})
}

/** next-auth answers with the address to go to; we know where to go. */
export interface Entered {
  url: string
}

// next-auth wants its double-submit token; its own client would hide our answers. https://next-auth.js.org/getting-started/rest-api
async function post(path: string, fields: Record<string, string>): Promise<Answer<Entered>> {
  // Asked once: each answer brings a token and a cookie of its own, which have to belong together.
  const asked = await askServer({ path: '/api/auth/csrf', isOurs: hasToken, isRepeatable: false })
  if (asked.kind !== 'answer') return asked
  const body = new URLSearchParams({ ...fields, csrfToken: asked.body.csrfToken, json: 'true' })
  return askServer({ path, body, isOurs: isEntered })
}

function hasToken(body: unknown): body is { csrfToken: string } {
  return isRecord(body) && typeof body.csrfToken === 'string'
}

function isEntered(body: unknown): body is Entered {
  return isRecord(body) && typeof body.url === 'string'
}
