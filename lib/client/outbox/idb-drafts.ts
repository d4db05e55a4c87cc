import type { IDBPTransaction } from 'idb'
import { type Draft, isBlank } from '../composer/draft.ts'
import { postedBy } from '../composer/posted-words.ts'
import { keyOf, type OutboxDb, type OutboxSchema, STRICT } from './outbox-db.ts'
import type { Owner } from './outbox-entry.ts'
import type { DraftOutcome } from './outbox-store.ts'

export async function readDraft(db: OutboxDb, owner: Owner): Promise<Draft | null> {
  const kept = await db.get('drafts', keyOf(owner))
  return kept ? { ids: kept.ids, typed: kept.typed, isKey: kept.isKey, photos: kept.photos ?? [] } : null
}

export async function saveDraft(db: OutboxDb, owner: Owner, draft: Draft): Promise<DraftOutcome> {
  const tx = db.transaction(['entries', 'drafts'], 'readwrite', STRICT)
  const outcome = await writeDraft(tx, owner, draft)
  await tx.done
  return outcome
}

type Drafting = Pick<IDBPTransaction<OutboxSchema, ('entries' | 'drafts' | 'shared')[], 'readwrite'>, 'objectStore'>

/** As `saveDraft` of the store says, in a step that may be part of more. */
export async function writeDraft(tx: Drafting, owner: Owner, draft: Draft): Promise<DraftOutcome> {
  const drafts = tx.objectStore('drafts')
  const posted = (await tx.objectStore('entries').index('byOp').get(draft.ids.op))?.ask
  const kept = await drafts.get(keyOf(owner))
  const isTaken = kept !== undefined && kept.ids.op !== draft.ids.op
  if (posted?.type === 'publish') return { posted: postedBy(posted) }
  if (isTaken) return isBlank(draft) ? 'saved' : 'taken'
  if (isBlank(draft)) await drafts.delete(keyOf(owner))
  else await drafts.put({ ...draft, person: owner.person, cast: owner.cast })
  return 'saved'
}
