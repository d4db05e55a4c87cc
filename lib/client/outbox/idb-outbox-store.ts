import type { IDBPTransaction } from 'idb'
import { asWaiting, type KeptPhoto } from '../photos/kept-photo.ts'
import type { PhotoStore } from '../photos/photo-store.ts'
import { idbSharedStore } from '../shared-in/idb-shared-store.ts'
import type { SharedStore } from '../shared-in/shared-store.ts'
import type { LeaseStore } from './flush-lock.ts'
import { readDraft, saveDraft } from './idb-drafts.ts'
import { keyOf, type Lease, type OutboxDb, type OutboxSchema, openOutboxDb, STRICT } from './outbox-db.ts'
import { type Ask, newEntry, type OutboxEntry, type Owner, postIdOf } from './outbox-entry.ts'
import type { OutboxStore, Scope } from './outbox-store.ts'

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
    readDraft: owner => use(db => readDraft(db, owner)),
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
    ...idbSharedStore(use),
    takeLease: lease => use(db => takeLease(db, lease)),
    endLease: ({ name, holder }) =>
      use(async db => {
        const tx = db.transaction('leases', 'readwrite')
        if ((await tx.store.get(name))?.holder === holder) await tx.store.delete(name)
        await tx.done
      }),
  }
}

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

async function changePhoto(db: OutboxDb, id: string, change: Parameters<PhotoStore['changePhoto']>[1]): Promise<void> {
  const tx = db.transaction(['photos', 'photoFiles'], 'readwrite', STRICT)
  const [photos, files] = [tx.objectStore('photos'), tx.objectStore('photoFiles')]
  const kept = await photos.get(id)
  const next = kept && change(kept)
  if (next === null) await Promise.all([photos.delete(id), files.delete(id)])
  else if (next && next !== kept) await photos.put(next)
  await tx.done
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
