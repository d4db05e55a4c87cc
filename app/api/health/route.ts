import { handle } from '../../../lib/server/request/handle.ts'
import { runtime } from '../../../lib/server/runtime.ts'

/** GET /api/health: 200 while the store answers, else 503 `store_unavailable`. */
export const GET = handle(async () => {
  await runtime().store.ping()
  return Response.json({ ok: true })
})
