import { answerLog } from '../../../../lib/server/export/answer-log.ts'
import { answerFailurePage } from '../../../../lib/server/export/failure-page.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { requestViewer } from '../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

/** GET /c/:cast/log: the cast as one static page, the same that `npm run export` writes. */
export const GET = handle(async (request, { params }: RouteContext<'/c/[cast]/log'>) => {
  const viewer = await requestViewer(request)
  return answerLog(runtime(), request, { viewer, cast: (await params).cast, now: Date.now() })
}, answerFailurePage)
