import type { Draft } from '../composer/draft.ts'
import { writeDraft } from '../outbox/idb-drafts.ts'
import { type OutboxDb, STRICT } from '../outbox/outbox-db.ts'
import type { Owner } from '../outbox/outbox-entry.ts'
import type { DraftOutcome } from '../outbox/outbox-store.ts'
import { isUntouched, type SharedIn, type SharedPart } from './shared-in.ts'
import { SHARED_BYTES_MAX, SHARED_MAX, type SharedStore } from './shared-store.ts'

/** What was shared, in the outbox's database: a draft and what goes into it are written in one step. `use` gives a connection to it. */
export function idbSharedStore(use: <T>(work: (db: OutboxDb) => Promise<T>) => Promise<T>): SharedStore {
  return {
    keepShared: shared => use(db => keepShared(db, shared)),
    readShared: () => use(db => db.getAll('shared')),
    dropShared: ids => use(db => dropShared(db, ids)),
    addShared: (owner, draft, part) => use(db => addShared(db, owner, draft, part)),
  }
}

async function dropShared(db: OutboxDb, ids: string[]): Promise<void> {
  const tx = db.transaction('shared', 'readwrite', STRICT)
  await Promise.all([...ids.map(id => tx.store.delete(id)), tx.done])
}

async function keepShared(db: OutboxDb, shared: SharedIn): Promise<boolean> {
  const tx = db.transaction('shared', 'readwrite', STRICT)
  const all = [...(await tx.store.getAll()), shared]
  const bytes = all.flatMap(({ files }) => files).reduce((sum, { blob }) => sum + blob.size, 0)
  const isRoom = all.length <= SHARED_MAX && bytes <= SHARED_BYTES_MAX
  await Promise.all([isRoom && tx.store.put(shared), tx.done])
  return isRoom
}

async function addShared(db: OutboxDb, owner: Owner, draft: Draft, part: SharedPart): Promise<'gone' | DraftOutcome> {
  const tx = db.transaction(['entries', 'drafts', 'shared'], 'readwrite', STRICT)
  const shared = tx.objectStore('shared')
  const { id } = part.of
  const kept = await shared.get(id)
  const outcome = isUntouched(kept, part) ? await writeDraft(tx, owner, draft) : 'gone'
  if (outcome === 'saved') {
    if (part.left.length === 0) await shared.delete(id)
    else await shared.put({ id, text: '', files: part.left })
  }
  await tx.done
  return outcome
}
