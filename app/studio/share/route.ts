import { notSharedAddress } from '../../../lib/shared/share-target.ts'

/** POST /studio/share, where no service worker has taken it: the server keeps nothing of what is shared, and the studio says so. */
export function POST(): Response {
  return new Response(null, { status: 303, headers: { location: notSharedAddress('not_ready') } })
}
