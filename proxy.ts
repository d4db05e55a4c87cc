import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type NextRequest, NextResponse } from 'next/server'
import { readConfig } from './lib/server/config.ts'
import { contentSecurity } from './lib/server/content-security.ts'
import { OURS, READER_SHELL, STUDIO_SHELL } from './lib/shared/shells.ts'

/** Gives every page its Content-Security-Policy. What is no page has its headers from next.config.mjs; log pages bring a stricter one. */
export const config = { matcher: '/((?!api/|_next/|sw\\.js$|c/[^/]+/log$).*)' }

const { channels } = readConfig(process.env)
const prerendered = readScriptHashes()
const isDevelopment = process.env.NODE_ENV === 'development'

/** Next finds the nonce in the request's own policy and puts it on the scripts of a page that it renders. */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  const policy = contentSecurity({
    scheme: request.headers.get('x-forwarded-proto') === 'https' ? 'https' : 'http',
    host: request.headers.get('host') ?? '',
    scripts: scriptsOf(pathname),
    channels,
    isShell: pathname === STUDIO_SHELL || pathname === READER_SHELL,
    isDevelopment,
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set(OURS, '1')
  return response
}

/** A page made at build time has the same scripts for all. One made now has a nonce, and may turn out to be one of Next's own error pages. */
function scriptsOf(pathname: string): string[] {
  const own = prerendered[pathname]
  if (own) return own
  const nonce = randomBytes(16).toString('base64')
  return [`'nonce-${nonce}'`, ...(prerendered['/_not-found'] ?? []), ...(prerendered['/_global-error'] ?? [])]
}

/** Written after the build; see lib/cli/build/script-hashes.ts. */
function readScriptHashes(): Record<string, string[]> {
  const file = join(
    /* turbopackIgnore: true */ process.cwd(),
    process.env.PUSHERCAST_BUILD_DIR ?? '',
    'script-hashes.json',
  )
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
}
