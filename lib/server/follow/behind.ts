import type { Store } from '../store/store.ts'
import type { PushMarks } from './push-marks.ts'
import { SWEPT_BACK_MS } from './sweep.ts'

/** By how many changes each follower is behind the log, in the cast of those looked at where it is furthest. */
export interface Behind {
  projector: number
  pusher: number
}

/** Over 20 of the casts that changed in the last hour, and counted up to 100: a bounded look. `now` in milliseconds. */
export async function readBehind(store: Store, marks: PushMarks, now: number): Promise<Behind> {
  const casts = await store.listChangedSince(new Date(now - SWEPT_BACK_MS).toISOString())
  const each = await Promise.all(casts.slice(0, CASTS_MAX).map(cast => behindIn(store, marks, cast)))
  return {
    projector: Math.max(0, ...each.map(({ projector }) => projector)),
    pusher: Math.max(0, ...each.map(({ pusher }) => pusher)),
  }
}

const CASTS_MAX = 20
const COUNTED_MAX = 100

async function behindIn(store: Store, marks: PushMarks, cast: string): Promise<Behind> {
  const shown = (await store.readCast(cast))?.position.rev ?? 0
  const waiting = await store.readEntries({ cast, after: shown, limit: COUNTED_MAX })
  const head = shown + waiting.length
  const pushed = (await marks.read(cast))?.rev ?? 0
  return { projector: waiting.length, pusher: Math.min(Math.max(0, head - pushed), COUNTED_MAX) }
}
