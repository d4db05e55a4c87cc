import { after } from 'next/server'
import { applyOps } from '../../../../../lib/server/apply-ops.ts'
import { openToWrite } from '../../../../../lib/server/open-cast.ts'
import { parse } from '../../../../../lib/server/parse.ts'
import { handle } from '../../../../../lib/server/request/handle.ts'
import { readJson } from '../../../../../lib/server/request/read-body.ts'
import { requestViewer } from '../../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'
import { OPS_BODY_BYTES } from '../../../../../lib/shared/limits.ts'
import { OpsBody } from '../../../../../lib/shared/op.ts'

/** POST /api/casts/:cast/ops: applies 1 to 50 ops of one author, in order. `OpsAnswer`. */
export const POST = handle(async (request, { params }: RouteContext<'/api/casts/[cast]/ops'>) => {
  const { store, followers, inCastQueue, fingerprintSecret, metrics } = runtime()
  const { cast, author } = await openToWrite(store, await requestViewer(request), (await params).cast)
  const body = parse(OpsBody, await readJson(request, OPS_BODY_BYTES))
  const parts = { store, secret: await fingerprintSecret(), now: Date.now() }
  const answer = await inCastQueue(cast.id, () => applyOps(parts, { author, cast: cast.id, body }))
  metrics.ops(answer.results)
  after(() => followers.follow(cast.id))
  return Response.json({ ...answer, pushed: await followers.pushed(cast.id) })
})
