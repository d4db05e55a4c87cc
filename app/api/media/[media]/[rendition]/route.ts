import { servePhoto } from '../../../../../lib/server/photos/serve-photo.ts'
import { handle } from '../../../../../lib/server/request/handle.ts'
import { requestViewer } from '../../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'

/** GET /api/media/:media/:rendition: a photo in one of its sizes. Those who may read its cast. */
export const GET = handle(async (request, { params }: RouteContext<'/api/media/[media]/[rendition]'>) => {
  const { media: id, rendition: name } = await params
  return servePhoto(runtime().store, request, { viewer: await requestViewer(request), id, name })
})
