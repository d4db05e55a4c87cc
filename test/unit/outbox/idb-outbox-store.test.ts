import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { idbOutboxStore } from '../../../lib/client/outbox/idb-outbox-store.ts'
import { migrations, openOutboxDb } from '../../../lib/client/outbox/outbox-db.ts'
import { nextEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { entry, OWNER, publish } from '../../support/outbox-entries.ts'
import { newDevice, newOutboxStore } from '../../support/outbox-store.ts'
import { watching } from '../../support/watching-db.ts'

const draft = (typed: string, ids = { op: newId(), post: newId() }) => ({ ids, typed, isKey: false, photos: [] })

describe('the outbox on a device', () => {
  it('puts a post in and deletes its draft in one step, under the next key', async () => {
    const store = newOutboxStore()
    const [first, second] = [draft('one'), draft('two')]
    await store.saveDraft(OWNER, first)
    const op = { ...publish('one'), op: first.ids.op }
    expect(await store.post(OWNER, op)).toMatchObject({ key: 1, state: 'queued', sends: 0, ask: op })
    expect(await store.readDraft(OWNER)).toBeNull()
    await store.saveDraft(OWNER, second)
    await store.post(OWNER, publish('other'))
    expect(await store.readDraft(OWNER)).toEqual(second)
    expect((await store.read('open')).map(({ key }) => key)).toEqual([1, 2])
  })

  it('takes an op once, however often Post is pressed (invariant 1)', async () => {
    const store = newOutboxStore()
    const op = publish('once')
    const all = await Promise.all([store.post(OWNER, op), store.post(OWNER, op), store.post(OWNER, op)])
    expect(new Set(all.map(({ key }) => key)).size).toBe(1)
    expect(await store.read(OWNER)).toHaveLength(1)
  })

  it('keeps no draft of what is posted, and says what was', async () => {
    const store = newOutboxStore()
    const typed = draft('once')
    await store.post(OWNER, { ...publish('once'), op: typed.ids.op })
    expect(await store.saveDraft(OWNER, { ...typed, typed: 'once and more' })).toEqual({
      posted: { text: 'once', key: null, photos: [] },
    })
    expect(await store.readDraft(OWNER)).toBeNull()
  })

  it('writes over no other text in the same place, and lets go of none (invariant 8)', async () => {
    const store = newOutboxStore()
    const [mine, theirs] = [draft('mine'), draft('theirs')]
    await store.saveDraft(OWNER, mine)
    expect(await store.saveDraft(OWNER, theirs)).toBe('taken')
    expect(await store.saveDraft(OWNER, draft(''))).toBe('saved')
    expect(await store.readDraft(OWNER)).toEqual(mine)
    expect(await store.countUnsent()).toBe(1)
    await store.saveDraft(OWNER, { ...mine, typed: ' ' })
    expect(await store.readDraft(OWNER)).toBeNull()
    expect(await store.saveDraft(OWNER, theirs)).toBe('saved')
  })

  it('changes what it has read in one step, and nothing where that fails', async () => {
    const store = newOutboxStore()
    for (const text of ['a', 'b', 'c']) await store.post(OWNER, publish(text))
    const both = await Promise.all(
      [1, 2].map(() =>
        store.update('open', entries => {
          const [next] = entries.filter(({ state }) => state === 'queued')
          return { put: next ? [nextEntry(next, { type: 'sent' })] : [], value: next?.key }
        }),
      ),
    )
    expect(both).toEqual([1, 2])
    await expect(
      store.update(OWNER, entries => ({
        put: entries.map(one => ({ ...one, key: (() => {}) as unknown as number })),
        remove: [1],
        value: null,
      })),
    ).rejects.toThrow()
    expect((await store.read(OWNER)).map(({ state }) => state)).toEqual(['sending', 'sending', 'queued'])
  })

  it('reads by cast what the server has too, and what is open without it', async () => {
    const store = newOutboxStore()
    const other = { ...OWNER, cast: newId() }
    await store.post(OWNER, publish('a'))
    await store.post(other, publish('b'))
    await store.update(OWNER, ([first]) => ({
      put: first ? [nextEntry(first, { type: 'settled', rev: 1, at: 1 })] : [],
      value: null,
    }))
    expect(await store.read(OWNER)).toMatchObject([{ state: 'confirmed' }])
    expect(await store.read('open')).toMatchObject([{ cast: other.cast }])
    expect(await store.countUnsent()).toBe(1)
  })

  it('writes what belongs together in one transaction, and asks the disk, not the system’s memory', async () => {
    const store = newOutboxStore()
    const typed = draft('one')
    await store.read('open') // the database is there
    // At the browser's own method: idb's shortcuts (`db.delete`) begin a transaction too.
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
    onTestFinished(() => transaction.mockRestore())
    await store.saveDraft(OWNER, typed)
    await store.post(OWNER, { ...publish('one'), op: typed.ids.op })
    await store.update('open', () => ({ value: null }))
    const strict = { durability: 'strict' }
    expect(transaction.mock.calls.filter(([, mode]) => mode === 'readwrite')).toEqual([
      [['entries', 'drafts'], 'readwrite', strict],
      [['entries', 'drafts', 'photos'], 'readwrite', strict],
      ['entries', 'readwrite', strict],
    ])
  })

  it('says that something is written when its transaction is complete, and not before (invariant 8)', async () => {
    const order: string[] = []
    const store = idbOutboxStore(async onLost =>
      watching(await openOutboxDb(onLost, newDevice()), undefined, tx =>
        tx.addEventListener('complete', () => order.push('on the disk')),
      ),
    )
    for (const write of [
      () => store.saveDraft(OWNER, draft('one')),
      () => store.post(OWNER, publish('two')),
      () => store.update(OWNER, entries => ({ put: entries, value: null })),
    ]) {
      await write()
      order.push('told')
    }
    expect(order).toEqual(['on the disk', 'told', 'on the disk', 'told', 'on the disk', 'told'])
  })

  it('takes an op once from a change too, and nothing of a change that brings it again (invariant 1)', async () => {
    const store = newOutboxStore()
    const op = publish('once')
    const { key } = await store.post(OWNER, op)
    const again = store.update(OWNER, () => ({ add: [{ ...OWNER, ask: op }], remove: [key], value: null }))
    await expect(again).rejects.toThrow()
    expect(await store.read(OWNER)).toMatchObject([{ key, ask: op }])
  })
})

describe('a connection that the system has ended', () => {
  it.each(['InvalidStateError', 'UnknownError', 'AbortError'])(
    'is opened again, and the write is done (%s)',
    async name => {
      const device = newDevice()
      let opened = 0
      const store = idbOutboxStore(async onLost => {
        opened += 1
        const db = await openOutboxDb(onLost, device)
        if (opened > 1) return db
        return watching(db, () => {
          throw new DOMException('The database connection is closing.', name)
        })
      })
      await store.post(OWNER, publish('kept'))
      expect(opened).toBe(2)
      expect(await newOutboxStore(device).read(OWNER)).toMatchObject([{ ask: { post: { text: 'kept' } } }])
    },
  )

  it('is told to who writes when it does not come back, and tried again at the next write', async () => {
    const device = newDevice()
    let isFull = true
    const store = idbOutboxStore(async onLost => {
      if (isFull) throw new DOMException('full', 'QuotaExceededError')
      return openOutboxDb(onLost, device)
    })
    await expect(store.post(OWNER, publish('a'))).rejects.toThrow('full')
    isFull = false
    await store.post(OWNER, publish('a'))
    expect(await store.read(OWNER)).toHaveLength(1)
  })

  it('makes way for a tab that brings the database further', async () => {
    const device = newDevice()
    const store = newOutboxStore(device)
    await store.post(OWNER, publish('a'))
    const newer = await openDB(device, migrations.length + 1)
    expect(await newer.getAll('entries')).toHaveLength(1)
    newer.close()
  })
})

describe('an app that nobody has opened for long', () => {
  it.each(migrations.map((_, at) => at + 1))('comes from version %i with everything that was unsent', async version => {
    const device = newDevice()
    const old = await openDB(device, version, {
      upgrade(db, _from, _to, tx) {
        for (const migrate of migrations.slice(0, version)) migrate(db as never, tx as never) // as it was at that version
      },
    })
    const op = publish('from long ago')
    const { key, ...unsent } = entry(op)
    await old.add('entries', unsent)
    await old.put('drafts', { ...draft('half a thought'), ...OWNER })
    old.close()
    const store = newOutboxStore(device)
    expect(await store.read('open')).toMatchObject([{ ask: op, state: 'queued' }])
    expect(await store.readDraft(OWNER)).toMatchObject({ typed: 'half a thought' })
  })
})

describe('a lease', () => {
  const lease = (holder: string, since: number) => ({ name: 'flush', holder, since, until: since + 100 })

  it('is one tab’s until it runs out, is given back, or begins in the future', async () => {
    const store = newOutboxStore()
    expect(await store.takeLease(lease('a', 0))).toBe(true)
    expect(await store.takeLease(lease('b', 50))).toBe(false)
    expect(await store.takeLease(lease('a', 60))).toBe(true)
    expect(await store.takeLease(lease('b', 159))).toBe(false)
    expect(await store.takeLease(lease('b', 160))).toBe(true)
    await store.endLease(lease('a', 0))
    expect(await store.takeLease(lease('a', 170))).toBe(false)
    await store.endLease(lease('b', 0))
    expect(await store.takeLease(lease('a', 170))).toBe(true)
    expect(await store.takeLease(lease('b', 10))).toBe(true)
  })
})
