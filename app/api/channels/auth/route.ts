import { signSubscription } from '../../../../lib/server/channels/sign-subscription.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { readSubscription } from '../../../../lib/server/request/read-channels-form.ts'
import { requestViewer } from '../../../../lib/server/request/request-viewer.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

/** POST /api/channels/auth: signs a private or presence subscription. */
export const POST = handle(async request => {
  const viewer = await requestViewer(request)
  return Response.json(await signSubscription(runtime(), viewer, await readSubscription(request)))
})
