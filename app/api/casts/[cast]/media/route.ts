import { announcedIn } from '../../../../../lib/server/photos/announced-in.ts'
import { handle } from '../../../../../lib/server/request/handle.ts'
import { openUploadOf } from '../../../../../lib/server/request/open-upload-of.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'

/** POST /api/casts/:cast/media: begins the upload of a photo that a post of the cast has announced, by tus 1.0. `Upload-Metadata` names it (`media`). */
export const POST = handle(async (request, { params }: RouteContext<'/api/casts/[cast]/media'>) => {
  await openUploadOf(request, { cast: (await params).cast, media: announcedIn(request) })
  return runtime().uploads.answer(request)
})

/** OPTIONS: what of tus is spoken here. */
export const OPTIONS = handle(async request => runtime().uploads.answer(request))
