import type { Pushed } from '../../shared/change.ts'
import type { Store } from '../store/store.ts'

/** Where a pusher keeps how far it got. */
export interface PushMarks {
  read(cast: string): Promise<Pushed>
  /** Never back. */
  move(cast: string, to: { rev: number; at: string }): Promise<void>
  /** Told once per cast when the process starts, with the head of its log. */
  start(cast: string, head: { rev: number; at: string }): Promise<void>
}

/**
 * For the embedded Channels server: its sockets die with this process, and so may its marks. It starts at the head, as
 * whoever connects from now on asks for what was there before.
 */
export function memoryMarks(): PushMarks {
  const marks = new Map<string, { rev: number; at: string }>()
  const move: PushMarks['move'] = async (cast, to) => {
    if (to.rev > (marks.get(cast)?.rev ?? 0)) marks.set(cast, to)
  }
  return { read: async cast => marks.get(cast) ?? null, move, start: move }
}

/** For a Channels host outside: it outlives this process. `host` tells one from another, as each has seen another part of the log. */
export function storedMarks(store: Store, host: string): PushMarks {
  const follower = `pusher:${host}`
  return {
    read: cast => store.readMark({ cast, follower }),
    move: (cast, { rev, at }) => store.moveMark({ cast, follower, rev, at }),
    start: async () => {},
  }
}
