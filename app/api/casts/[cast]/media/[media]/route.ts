import { handle } from '../../../../../../lib/server/request/handle.ts'
import { openUploadOf } from '../../../../../../lib/server/request/open-upload-of.ts'
import { runtime } from '../../../../../../lib/server/runtime.ts'

/** HEAD, PATCH, DELETE /api/casts/:cast/media/:media: how much of a photo is there, more of it, or that it is taken back; by tus 1.0. */
const answer = handle(async (request, { params }: RouteContext<'/api/casts/[cast]/media/[media]'>) => {
  await openUploadOf(request, await params)
  return runtime().uploads.answer(request)
})

export { answer as DELETE, answer as HEAD, answer as PATCH }
