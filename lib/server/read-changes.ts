import type { Change, ChangesAnswer } from '../shared/change.ts'
import { PAGE_MAX } from '../shared/limits.ts'
import type { Position } from '../shared/position.ts'
import { Failure } from './failure.ts'
import type { CastRecord, Store } from './store/store.ts'
import { toCastView, toStateView } from './views.ts'

/**
 * What changed after `since`: every post once, in its latest state, so that nobody reads what was mended. Throws
 * `log_restarted` when `since` is not of this history. Source: README, Reading.
 */
export async function readChanges(
  store: Store,
  cast: CastRecord,
  { since, limit = PAGE_MAX }: { since: { rev: number; tip?: string }; limit?: number },
): Promise<Omit<ChangesAnswer, 'pushed'>> {
  await refuseOtherHistory(store, cast, since)
  const head = cast.position.rev
  const posts = await store.readPostsChanged({ cast: cast.id, after: since.rev, upTo: head, limit: limit + 1 })
  const all: Change[] = posts.map(post => ({ rev: post.rev, post: toStateView(post) }))
  if (cast.settingsRev > since.rev) all.push({ rev: cast.settingsRev, cast: toCastView(cast) })
  const changes = all.sort((a, b) => a.rev - b.rev).slice(0, limit)
  const more = all.length > limit
  const covered = more ? await positionAt(store, cast, changes.at(-1)?.rev ?? head) : cast.position
  return { ...covered, counts: cast.counts, changes, more }
}

async function refuseOtherHistory(store: Store, cast: CastRecord, since: { rev: number; tip?: string }): Promise<void> {
  if (since.rev === 0) return
  if (since.rev > cast.position.rev) throw new Failure('log_restarted')
  if (since.tip === undefined) return
  const { tip } = await positionAt(store, cast, since.rev)
  if (tip !== since.tip) throw new Failure('log_restarted')
}

async function positionAt(store: Store, cast: CastRecord, rev: number): Promise<Position> {
  if (rev === cast.position.rev) return cast.position
  const entry = await store.readEntryAt({ cast: cast.id, rev })
  if (entry === null) throw new Failure('log_restarted')
  return { rev, tip: entry.tip }
}
