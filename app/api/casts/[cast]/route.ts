import { describeCast } from '../../../../lib/server/describe-cast.ts'
import { openToRead } from '../../../../lib/server/open-cast.ts'
import { answerReaders } from '../../../../lib/server/request/answer-readers.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { requestViewer } from '../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

/** GET /api/casts/:cast: `CastAnswer`. */
export const GET = handle(async (request, { params }: RouteContext<'/api/casts/[cast]'>) => {
  const { store } = runtime()
  const cast = await openToRead(store, await requestViewer(request), (await params).cast)
  return answerReaders(request, cast, await describeCast(store, cast))
})
