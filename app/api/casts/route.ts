import { requirePerson } from '../../../lib/server/access.ts'
import { createCast } from '../../../lib/server/create-cast.ts'
import { listCasts } from '../../../lib/server/list-casts.ts'
import { parse } from '../../../lib/server/parse.ts'
import { answerAll } from '../../../lib/server/request/answer-readers.ts'
import { handle } from '../../../lib/server/request/handle.ts'
import { readPage } from '../../../lib/server/request/query.ts'
import { readJson } from '../../../lib/server/request/read-body.ts'
import { requestViewer } from '../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../lib/server/runtime.ts'
import { OPS_BODY_BYTES } from '../../../lib/shared/limits.ts'
import { NewCast } from '../../../lib/shared/new-cast.ts'

/** GET /api/casts: public casts, `CastsAnswer`. */
export const GET = handle(async request => {
  const { before, limit } = readPage(request.nextUrl)
  return answerAll(request, await listCasts(runtime().store, { before, limit, now: Date.now() }))
})

/** POST /api/casts: starts a cast, 201; asked again with the same id, 200 and the same cast. `NewCastAnswer`. */
export const POST = handle(async request => {
  const owner = requirePerson(await requestViewer(request))
  const asked = parse(NewCast, await readJson(request, OPS_BODY_BYTES))
  const { cast, made } = await createCast(runtime().store, owner, asked, Date.now())
  return Response.json({ cast }, { status: made ? 201 : 200 })
})
