import { decode, encode } from 'next-auth/jwt'
import { schemeOf } from '../request/refuse-cross-site.ts'
import type { Runtime } from '../runtime.ts'
import { DAY_SECONDS, SESSION_SECONDS, sessionCookie } from './session-cookie.ts'

/**
 * The `Set-Cookie` that gives a session of more than a day its 90 days again; undefined for one that is fresh. Called for
 * people who are signed in only. (next-auth 4 renews at its own route alone, which nobody has to visit.) `now` in milliseconds.
 */
export async function renewedCookie(
  { config, secrets }: Pick<Runtime, 'config' | 'secrets'>,
  {
    cookies,
    headers,
    now,
  }: { cookies: { get(name: string): { value: string } | undefined }; headers: Headers; now: number },
): Promise<string | undefined> {
  const { name, options } = sessionCookie(schemeOf(headers))
  const secret = config.authSecret ?? secrets.auth
  const claims = await decode({ token: cookies.get(name)?.value, secret })
  if (claims === null || now / 1000 - Number(claims.iat) < DAY_SECONDS) return undefined
  const token = await encode({ token: { sub: claims.sub, epoch: claims.epoch }, secret, maxAge: SESSION_SECONDS })
  const secure = options.secure ? '; Secure' : ''
  return `${name}=${token}; Path=/; Max-Age=${SESSION_SECONDS}; HttpOnly; SameSite=Lax${secure}`
}
