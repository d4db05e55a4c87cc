import { handle } from '../../../lib/server/request/handle.ts'
import { runtime } from '../../../lib/server/runtime.ts'

/** GET /api/health: 200 while the store answers, with what does not work in `degraded`, else 503 `store_unavailable`. */
export const GET = handle(async () => Response.json(await runtime().health()))
