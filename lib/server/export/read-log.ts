import { setImmediate as otherWork } from 'node:timers/promises'
import type { Cast } from '../../shared/cast.ts'
import { isRemoved } from '../../shared/is-removed.ts'
import { PAGE_MAX } from '../../shared/limits.ts'
import type { CastRecord, Store, StoredPost } from '../store/store.ts'
import { toCastView } from '../views.ts'
import { checkOf, type LogCheck } from './log-check.ts'

/** A whole cast, as its log page shows it: posts in the order in which they were written. */
export interface CastLog {
  cast: Cast
  posts: StoredPost[]
  check: LogCheck
}

/** Hears how many of how many steps are done. */
export type OnProgress = (done: number, of: number) => void

/**
 * Reads all of a cast up to the rev of `record`, in bounded pages between which other requests have their turn. The order
 * by `capturedAt` needs every post at once, so this is the one reading whose memory and time grow with the cast.
 */
export async function readLog(store: Store, record: CastRecord, onProgress: OnProgress = () => {}): Promise<CastLog> {
  const { rev } = record.position
  const posts = await readPosts(store, record, done => onProgress(done, 2 * rev))
  const check = await checkLog(store, record, { posts, onRead: done => onProgress(rev + done, 2 * rev) })
  return { cast: toCastView(record), posts: posts.sort(byCapture), check }
}

async function readPosts(store: Store, { id: cast, position }: CastRecord, onRead: (revs: number) => void) {
  const posts: StoredPost[] = []
  let before = position.rev + 1
  for (;;) {
    const page = await store.readPosts({ cast, before, limit: PAGE_MAX })
    posts.push(...page)
    before = page.at(-1)?.seq ?? 1
    onRead(position.rev + 1 - before)
    if (page.length < PAGE_MAX) return posts
    await otherWork()
  }
}

/** Walks the log itself, apart from the posts that were made of it. */
async function checkLog(
  store: Store,
  { id: cast, position, counts }: CastRecord,
  { posts, onRead }: { posts: StoredPost[]; onRead: (revs: number) => void },
): Promise<LogCheck> {
  const published: string[] = []
  const removed: string[] = []
  let entries = 0
  let after = 0
  for (;;) {
    const page = await store.readEntries({ cast, after, limit: PAGE_MAX })
    const known = page.filter(entry => entry.rev <= position.rev)
    for (const entry of known) {
      if (entry.kind === 'settings') continue
      if (entry.post.seq === entry.rev) published.push(entry.post.id)
      else if (isRemoved(entry.post)) removed.push(entry.post.id)
    }
    entries += known.length
    after = page.at(-1)?.rev ?? after
    onRead(Math.min(after, position.rev))
    if (page.length < PAGE_MAX || after >= position.rev) break
    await otherWork()
  }
  const shown = posts.map(post => post.id)
  return checkOf({ rev: position.rev, entries, published, removed, counted: counts.posts, shown })
}

/** Times are all of one form, so they sort as text; what was written in the same millisecond stays in the log's order. */
function byCapture(a: StoredPost, b: StoredPost): number {
  if (a.capturedAt !== b.capturedAt) return a.capturedAt < b.capturedAt ? -1 : 1
  return a.seq - b.seq
}
