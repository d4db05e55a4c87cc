import type { CastAnswer } from '../shared/change.ts'
import { isRemoved } from '../shared/is-removed.ts'
import type { CastRecord, Store } from './store/store.ts'
import { toCastView, toPostView } from './views.ts'

/** A cast with what stands on top of its page. */
export async function describeCast(store: Store, cast: CastRecord): Promise<CastAnswer> {
  const { pinned } = cast.settings
  const pinnedPost = pinned === null ? null : await store.readPost({ cast: cast.id, id: pinned })
  const keyMoments = await store.readKeyMoments({ cast: cast.id, limit: KEY_MOMENTS_MAX })
  return {
    ...cast.position,
    cast: toCastView(cast),
    pinned: pinnedPost === null || isRemoved(pinnedPost) ? null : toPostView(pinnedPost),
    keyMoments: keyMoments.map(toPostView),
  }
}

const KEY_MOMENTS_MAX = 100
