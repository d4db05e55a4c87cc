import { openToRead } from '../../../../../lib/server/open-cast.ts'
import { readChanges } from '../../../../../lib/server/read-changes.ts'
import { answerReaders } from '../../../../../lib/server/request/answer-readers.ts'
import { handle } from '../../../../../lib/server/request/handle.ts'
import { readSince } from '../../../../../lib/server/request/query.ts'
import { requestViewer } from '../../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'

/** GET /api/casts/:cast/changes: what happened since a position, `ChangesAnswer`. The log was followed to its head, so `atLeast` holds. */
export const GET = handle(async (request, { params }: RouteContext<'/api/casts/[cast]/changes'>) => {
  const { store, followers } = runtime()
  const asked = readSince(request.nextUrl)
  const cast = await openToRead(store, await requestViewer(request), (await params).cast)
  const answer = { ...(await readChanges(store, cast, asked)), pushed: await followers.pushed(cast.id) }
  // Nothing new is only true now: a cache must not keep telling it.
  return answer.changes.length === 0 ? Response.json(answer) : answerReaders(request, cast, answer)
})
