import { handle } from '../../../lib/server/request/handle.ts'
import { requireToken } from '../../../lib/server/request/require-token.ts'
import { runtime } from '../../../lib/server/runtime.ts'

/** GET /api/metrics: this process in Prometheus's format, for whoever has METRICS_TOKEN. */
export const GET = handle(async request => {
  const { config, metrics, followers, channels } = runtime()
  requireToken(request, config.metricsToken)
  const [behind, watching] = await Promise.all([followers.behind(), channels.countFollowers()])
  const text = await metrics.read({ projectorBehind: behind.projector, pusherBehind: behind.pusher, watching })
  return new Response(text, { headers: { 'content-type': metrics.contentType } })
})
