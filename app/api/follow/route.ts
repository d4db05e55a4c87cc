import type { NextRequest } from 'next/server'
import { handle } from '../../../lib/server/request/handle.ts'
import { requireToken } from '../../../lib/server/request/require-token.ts'
import { runtime } from '../../../lib/server/runtime.ts'

/**
 * POST or GET /api/follow, by whoever has FOLLOW_SECRET: one round of the followers over what changed lately, where no process lives long enough
 * to sweep by itself. GET, as many schedulers know nothing else.
 */
const follow = handle(async (request: NextRequest) => {
  const { config, followers, photos } = runtime()
  requireToken(request, config.followSecret)
  await photos.round()
  return Response.json(await followers.round())
})

export const POST = follow
export const GET = follow
