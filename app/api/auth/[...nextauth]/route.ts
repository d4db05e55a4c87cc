import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '../../../../lib/server/auth/auth-options.ts'
import { countTries } from '../../../../lib/server/auth/count-tries.ts'
import { readForm, withForm } from '../../../../lib/server/auth/with-form.ts'
import { Failure } from '../../../../lib/server/failure.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { schemeOf } from '../../../../lib/server/request/refuse-cross-site.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

type Context = RouteContext<'/api/auth/[...nextauth]'>

/** GET /api/auth/csrf, /session and /providers, by next-auth. */
export const GET = handle(async (request, context: Context) => {
  const [action = ''] = (await context.params).nextauth
  if (!READ.has(action)) throw new Failure('not_found')
  return nextAuth(request, context)
})

/** POST /api/auth/callback/passphrase, /callback/once and /signout, by next-auth, which sees only tries that were counted and forms that were read. */
export const POST = handle(async (request, context: Context) => {
  const action = (await context.params).nextauth.join('/')
  if (!WRITTEN.has(action)) throw new Failure('not_found')
  const form = await readForm(request)
  await runtime().store.ping() // next-auth would take a store that does not answer for a wrong passphrase
  const send = () => nextAuth(withForm(request, form), context)
  return action === 'signout' ? send() : countTries(request, send)
})

const READ = new Set(['csrf', 'session', 'providers'])
const WRITTEN = new Set(['callback/passphrase', 'callback/once', 'signout'])

function nextAuth(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions(runtime(), schemeOf(request.headers)))
}
