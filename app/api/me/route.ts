import { renewedCookie } from '../../../lib/server/auth/renew-session.ts'
import { listOwnCasts } from '../../../lib/server/list-casts.ts'
import { handle } from '../../../lib/server/request/handle.ts'
import { readPage } from '../../../lib/server/request/query.ts'
import { requestViewer } from '../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../lib/server/runtime.ts'
import type { MeAnswer } from '../../../lib/shared/new-cast.ts'

/** GET /api/me: who is signed in, and their casts, private ones too. `MeAnswer`. The studio asks at each contact, which renews the session. */
export const GET = handle(async request => {
  const { person } = await requestViewer(request)
  if (person === null) return Response.json({ me: null, casts: [], next: null } satisfies MeAnswer)
  const answer = Response.json(await listOwnCasts(runtime().store, person, readPage(request.nextUrl)))
  const { cookies, headers } = request
  const cookie = await renewedCookie(runtime(), { cookies, headers, now: Date.now() })
  if (cookie !== undefined) answer.headers.append('set-cookie', cookie)
  return answer
})
