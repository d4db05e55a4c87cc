import { isRemoved } from '../../shared/is-removed.ts'
import { Failure } from '../failure.ts'
import { dropPhotos } from '../photos/drop-photos.ts'
import type { CastRecord, LogEntry, Store } from '../store/store.ts'

/**
 * The projector: brings a cast's posts and settings, as readers see them, to the head of its log, and returns the cast
 * as it stands there. Safe to run anywhere, any number of times: every write is guarded by a lower rev.
 * Throws `not_found`. Source: README, Log.
 */
export async function project(store: Store, cast: string): Promise<CastRecord> {
  let record = await store.readCast(cast)
  if (record === null) throw new Failure('not_found')
  for (;;) {
    const entries = await store.readEntries({ cast, after: record.position.rev, limit: ENTRIES_A_ROUND })
    for (const entry of entries) record = await projectEntry(store, record, entry)
    if (entries.length < ENTRIES_A_ROUND) return record
  }
}

const ENTRIES_A_ROUND = 100

async function projectEntry(store: Store, record: CastRecord, entry: LogEntry): Promise<CastRecord> {
  const position = { rev: entry.rev, tip: entry.tip }
  const settings = entry.kind === 'settings' ? entry.settings : undefined
  // The post first: readers take the cast's rev as the word that everything up to it is there.
  if (entry.kind === 'post') await projectPost(store, entry)
  await store.projectCast(entry.cast, { position, counts: entry.counts, settings })
  const moved = { ...record, position, counts: entry.counts }
  return settings === undefined ? moved : { ...moved, settings, settingsRev: entry.rev }
}

/** Of a removed post the words and photos go first, wherever they stand: a crash in between finds the removal not projected yet. */
async function projectPost(store: Store, { cast, rev, post, at }: Extract<LogEntry, { kind: 'post' }>): Promise<void> {
  if (isRemoved(post)) {
    await dropPhotos(store, { cast, post: post.id, at })
    await store.blankEntries({ cast, post: post.id, below: rev })
  }
  await store.projectPost(cast, post)
}
