import type { IDBPTransaction } from 'idb'
import { type Draft, isBlank } from '../composer/draft.ts'
import { postedBy } from '../composer/posted-words.ts'
import { asWaiting, type KeptPhoto } from '../photos/kept-photo.ts'
import type { PhotoStore } from '../photos/photo-store.ts'
import { isUntouched, type SharedIn, type SharedPart } from '../shared-in/shared-in.ts'
import { SHARED_BYTES_MAX, SHARED_MAX, type SharedStore } from '../shared-in/shared-store.ts'
import type { LeaseStore } from './flush-lock.ts'
import { type Lease, type OutboxDb, type OutboxSchema, openOutboxDb } from './outbox-db.ts'
import { type Ask, newEntry, type OutboxEntry, type Owner, postIdOf } from './outbox-entry.ts'
import type { DraftOutcome, OutboxStore, Scope } from './outbox-store.ts'

/** The outbox in this browser's IndexedDB, opened at the first use. */
export function idbOutboxStore(
  open: typeof openOutboxDb = openOutboxDb,
): OutboxStore & LeaseStore & PhotoStore & SharedStore {
  const use = reopening(open)
  return {
    update: (scope, change) =>
      use(async db => {
        const tx = db.transaction('entries', 'readwrite', STRICT)
        const { add = [], put = [], remove = [], value } = change(await readScope(tx.store, scope))
        await Promise.all([
          ...add.map(({ ask, state, ...owner }) => tx.store.add({ ...withoutKey(owner, ask), ...state })),
          ...put.map(entry => tx.store.put(entry)),
          ...remove.map(key => tx.store.delete(key)),
          tx.done,
        ])
        return value
      }),
    read: scope => use(db => readScope(db.transaction('entries').store, scope)),
    post: (owner, ask) => use(db => post(db, owner, ask)),
    countUnsent: () =>
      use(async db => {
        const open = await readScope(db.transaction('entries').store, 'open')
        return open.length + (await db.count('drafts'))
      }),
    readDraft: owner =>
      use(async db => {
        const kept = await db.get('drafts', keyOf(owner))
        return kept ? { ids: kept.ids, typed: kept.typed, isKey: kept.isKey, photos: kept.photos ?? [] } : null
      }),
    saveDraft: (owner, draft) => use(db => saveDraft(db, owner, draft)),
    keepPhoto: (photo, file) =>
      use(async db => {
        const tx = db.transaction(['photos', 'photoFiles'], 'readwrite', STRICT)
        const [photos, files] = [tx.objectStore('photos'), tx.objectStore('photoFiles')]
        await Promise.all([photos.put(photo), files.put(file, photo.id), tx.done])
      }),
    readPhotos: scope =>
      use(db => {
        const photos = db.transaction('photos').store
        return typeof scope === 'string'
          ? photos.index('byState').getAll(scope)
          : photos.index('byOwner').getAll(keyOf(scope))
      }),
    readPhoto: id => use(async db => (await db.get('photos', id)) ?? null),
    readPhotoFile: id => use(async db => (await db.get('photoFiles', id)) ?? null),
    changePhoto: (id, change) => use(db => changePhoto(db, id, change)),
    keepShared: shared => use(db => keepShared(db, shared)),
    readShared: () => use(db => db.getAll('shared')),
    dropShared: ids =>
      use(async db => {
        const tx = db.transaction('shared', 'readwrite', STRICT)
        await Promise.all([...ids.map(id => tx.store.delete(id)), tx.done])
      }),
    addShared: (owner, draft, part) => use(db => addShared(db, owner, draft, part)),
    takeLease: lease => use(db => takeLease(db, lease)),
    endLease: ({ name, holder }) =>
      use(async db => {
        const tx = db.transaction('leases', 'readwrite')
        if ((await tx.store.get(name))?.holder === holder) await tx.store.delete(name)
        await tx.done
      }),
  }
}

// Chrome 121 made `relaxed` the default: "done" then means "in the OS buffer", and the composer is cleared on our word.
// https://developer.chrome.com/blog/indexeddb-durability-mode-now-defaults-to-relaxed
const STRICT = { durability: 'strict' } as const

type Entries = IDBPTransaction<OutboxSchema, ['entries'], 'readonly' | 'readwrite'>['store']

async function readScope(entries: Entries, scope: Scope): Promise<OutboxEntry[]> {
  if (scope === 'all') return entries.getAll()
  if (scope !== 'open') return entries.index('byOwner').getAll([scope.person, scope.cast])
  const byState = entries.index('byState')
  const found = await Promise.all(OPEN_STATES.map(state => byState.getAll(state)))
  return found.flat().sort((a, b) => a.key - b.key)
}

const OPEN_STATES = ['queued', 'sending', 'held'] as const

async function post(db: OutboxDb, owner: Owner, ask: Ask): Promise<OutboxEntry> {
  const tx = db.transaction(['entries', 'drafts', 'photos'], 'readwrite', STRICT)
  const [entries, drafts, photos] = [tx.objectStore('entries'), tx.objectStore('drafts'), tx.objectStore('photos')]
  const known = await entries.index('byOp').get(ask.op)
  const draft = await drafts.get(keyOf(owner))
  const media = ask.type === 'publish' ? (ask.post.media ?? []) : []
  const picked = (await Promise.all(media.map(({ id }) => photos.get(id)))).filter(photo => photo !== undefined)
  const asked = withPhotos(ask, picked)
  const [key] = await Promise.all([
    known?.key ?? entries.add(withoutKey(owner, asked)),
    draft?.ids.op === ask.op && drafts.delete(keyOf(owner)),
    ...(known ? [] : picked.map(photo => photos.put(asWaiting(photo, postIdOf(ask) ?? '')))),
    tx.done,
  ])
  return known ?? { ...newEntry(owner, asked), key }
}

/** Only what this device still has is announced: anything else would never come. */
function withPhotos(ask: Ask, kept: readonly KeptPhoto[]): Ask {
  if (ask.type !== 'publish' || ask.post.media === undefined) return ask
  const { media, ...post } = ask.post
  const there = media.filter(photo => kept.some(({ id }) => id === photo.id))
  return { ...ask, post: { ...post, ...(there.length > 0 && { media: there }) } }
}

async function saveDraft(db: OutboxDb, owner: Owner, draft: Draft): Promise<DraftOutcome> {
  const tx = db.transaction(['entries', 'drafts'], 'readwrite', STRICT)
  const outcome = await writeDraft(tx, owner, draft)
  await tx.done
  return outcome
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

async function changePhoto(db: OutboxDb, id: string, change: Parameters<PhotoStore['changePhoto']>[1]): Promise<void> {
  const tx = db.transaction(['photos', 'photoFiles'], 'readwrite', STRICT)
  const [photos, files] = [tx.objectStore('photos'), tx.objectStore('photoFiles')]
  const kept = await photos.get(id)
  const next = kept && change(kept)
  if (next === null) await Promise.all([photos.delete(id), files.delete(id)])
  else if (next && next !== kept) await photos.put(next)
  await tx.done
}

type Drafting = Pick<IDBPTransaction<OutboxSchema, ('entries' | 'drafts' | 'shared')[], 'readwrite'>, 'objectStore'>

async function writeDraft(tx: Drafting, owner: Owner, draft: Draft): Promise<DraftOutcome> {
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

/** One that has run out, or that begins in the future because the clock was put back, holds nobody up. */
async function takeLease(db: OutboxDb, lease: Lease): Promise<boolean> {
  const tx = db.transaction('leases', 'readwrite')
  const taken = await tx.store.get(lease.name)
  const now = lease.since
  const isFree = taken === undefined || taken.holder === lease.holder || taken.until <= now || taken.since > now
  if (isFree) await tx.store.put(lease)
  await tx.done
  return isFree
}

/** The store itself gives an entry its key. */
function withoutKey(owner: Owner, ask: Ask): OutboxEntry {
  return newEntry(owner, ask) as OutboxEntry
}

function keyOf({ person, cast }: Owner): [string, string] {
  return [person, cast]
}

/**
 * One connection for all uses. Where it turns out to be gone the work is done once more on another one: nothing of it is there by halves, and
 * doing it twice does no harm, as it looks at what is there first.
 */
function reopening(open: typeof openOutboxDb): <T>(work: (db: OutboxDb) => Promise<T>) => Promise<T> {
  let opening: Promise<OutboxDb> | null = null
  const connect = () => {
    opening ??= open(() => {
      opening = null
    }).catch(error => {
      opening = null // tried again at the next use
      throw error
    })
    return opening
  }
  return async work => {
    try {
      return await work(await connect())
    } catch (error) {
      if (!isConnectionLost(error)) throw error
      opening = null
      return work(await connect())
    }
  }
}

// Safari: `UnknownError` and `AbortError` after its database process was ended in the background. https://bugs.webkit.org/show_bug.cgi?id=197050
const LOST = new Set(['InvalidStateError', 'UnknownError', 'AbortError'])

function isConnectionLost(error: unknown): boolean {
  return error instanceof DOMException && LOST.has(error.name)
}
