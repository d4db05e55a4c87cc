import { browserConfig } from '../../../../lib/server/channels/browser-config.ts'
import { handle } from '../../../../lib/server/request/handle.ts'
import { runtime } from '../../../../lib/server/runtime.ts'

/** GET /api/channels/config: where browsers find the Channels host. Read at run time, so that one build serves anywhere. */
export const GET = handle(async () => {
  const { config, secrets } = runtime()
  return Response.json(browserConfig(config.channels, secrets.channels.key))
})
