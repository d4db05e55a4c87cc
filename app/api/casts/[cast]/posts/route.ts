import { openToRead } from '../../../../../lib/server/open-cast.ts'
import { readHistory } from '../../../../../lib/server/read-history.ts'
import { answerReaders } from '../../../../../lib/server/request/answer-readers.ts'
import { handle } from '../../../../../lib/server/request/handle.ts'
import { readPage } from '../../../../../lib/server/request/query.ts'
import { requestViewer } from '../../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'

/** GET /api/casts/:cast/posts: a page of history, `PostsAnswer`. The log was followed to its head, so `atLeast` holds. */
export const GET = handle(async (request, { params }: RouteContext<'/api/casts/[cast]/posts'>) => {
  const { store } = runtime()
  const page = readPage(request.nextUrl)
  const cast = await openToRead(store, await requestViewer(request), (await params).cast)
  return answerReaders(request, cast, await readHistory(store, cast, page))
})
