import type { CastSettings, Counts } from '../shared/cast.ts'
import type { Position } from '../shared/position.ts'
import type { RemovedPost } from '../shared/post.ts'
import { Failure } from './failure.ts'
import { project } from './follow/project.ts'
import { type CastRecord, type LogEntry, type Store, type StoredPost, StoreUnavailable } from './store/store.ts'
import { tipOf } from './tip-of.ts'

/** Who asks for what: `op` is the id that makes it safe to ask twice, `fingerprint` says what was asked. */
export interface Asked {
  cast: string
  op: string
  fingerprint: string
  by: string
  /** Milliseconds, the server's clock. */
  at: number
}

/** What the next entry says, worked out from the cast as it stands at the head. */
export type Said = { counts: Counts } & (
  | { kind: 'post'; post: Omit<StoredPost, 'rev' | 'tip'> | Omit<RemovedPost, 'rev'> }
  | { kind: 'settings'; settings: CastSettings }
)

/**
 * Appends one change to a cast's log: the insert is the commit point, and the two unique indexes of the log decide every
 * race. Throws `conflict` when the op id stands for something else, and whatever `say` refuses with. Source: README, Log.
 */
export async function appendChange(
  store: Store,
  asked: Asked,
  say: (head: CastRecord) => Promise<Said>,
): Promise<Position & { status: 'applied' | 'replayed' }> {
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    const known = await store.readEntryByOp(asked)
    if (known !== null) return replay(known, asked)
    const head = await project(store, asked.cast)
    try {
      const entry = toEntry(asked, head, await say(head))
      if (await store.insertEntry(entry)) return { status: 'applied', rev: entry.rev, tip: entry.tip }
    } catch (error) {
      // The same op may have come twice at a time, here or to another process, and what the other made of it is why this one is refused.
      if (!(error instanceof Failure) || (await store.readEntryByOp(asked)) === null) throw error
    }
    // Somebody took that rev, or this op is in already: every turn means that one of them got on.
  }
  throw new StoreUnavailable('what refuses an entry cannot be read')
}

// A cluster that has lost its majority refuses by what it does not show yet. Nobody else loses that often.
const TURNS_MAX = 200

function replay(known: LogEntry, asked: Asked): Position & { status: 'replayed' } {
  if (known.fingerprint !== asked.fingerprint) throw new Failure('conflict')
  return { status: 'replayed', rev: known.rev, tip: known.tip }
}

function toEntry(asked: Asked, head: CastRecord, said: Said): LogEntry {
  const rev = head.position.rev + 1
  const tip = tipOf(asked.op)
  const entry = { ...asked, at: new Date(asked.at).toISOString(), rev, tip, counts: said.counts }
  if (said.kind === 'settings') return { ...entry, kind: 'settings', settings: said.settings }
  return { ...entry, kind: 'post', post: { ...said.post, rev, tip } }
}
