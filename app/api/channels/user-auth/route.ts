import { requirePerson } from '../../../../lib/server/access.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { readSocket } from '../../../../lib/server/request/read-channels-form.ts'
import { requestViewer } from '../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

/** POST /api/channels/user-auth: signs `pusher:signin`. */
export const POST = handle(async request => {
  const { id, name } = requirePerson(await requestViewer(request))
  return Response.json(runtime().channels.authenticateUser(await readSocket(request), { id, name }))
})
