export const DAY_SECONDS = 24 * 60 * 60
export const SESSION_SECONDS = 90 * DAY_SECONDS

/**
 * The one place that knows the session cookie's name: what signs in behind TLS sets the `__Secure-` one, and what reads
 * it must look for the same. Source: https://next-auth.js.org/configuration/options#cookies
 */
export function sessionCookie(scheme: 'http' | 'https') {
  const secure = scheme === 'https'
  return {
    name: `${secure ? '__Secure-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}
