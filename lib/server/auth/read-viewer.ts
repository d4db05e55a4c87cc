import { decode } from 'next-auth/jwt'
import type { Viewer } from '../access.ts'
import { schemeOf } from '../request/refuse-cross-site.ts'
import type { Runtime } from '../runtime.ts'
import { sessionCookie } from './session-cookie.ts'

/** Where cookies come from: a request's, or those of `next/headers`. */
interface Cookies {
  get(name: string): { value: string } | undefined
}

/**
 * Who asks, by the session's cookie. The token names the person and the epoch only; whether that still holds is read
 * from the store each time, so that a new passphrase ends every session at once.
 */
export async function readViewer(
  { store, config, secrets }: Pick<Runtime, 'store' | 'config' | 'secrets'>,
  cookies: Cookies,
  headers: Headers,
): Promise<Viewer> {
  const token = cookies.get(sessionCookie(schemeOf(headers)).name)?.value
  const claims = token === undefined ? null : await readClaims(token, config.authSecret ?? secrets.auth)
  if (claims === null || typeof claims.sub !== 'string') return { person: null }
  const person = await store.readPerson(claims.sub)
  return { person: person?.epoch === claims.epoch ? person : null }
}

async function readClaims(token: string, secret: string) {
  try {
    return await decode({ token, secret })
  } catch {
    return null // expired, or signed with another secret: nobody is signed in
  }
}
