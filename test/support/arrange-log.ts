import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { applyOps } from '../../lib/server/apply-ops.ts'
import { createCast } from '../../lib/server/create-cast.ts'
import { openStore } from '../../lib/server/store/open-store.ts'
import type { Person, Store } from '../../lib/server/store/store.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { storePlace } from './mongo-database.ts'

export const NOON = Date.parse('2026-06-13T12:00:00.000Z')

/** A real store with an owner and one cast; `open` gives another client of the same data, as another process has. */
export async function arrangeLog() {
  const folder = await mkdtemp(join(tmpdir(), 'log-'))
  const stores: Store[] = []
  const open = () => {
    const store = openStore(storePlace(folder))
    stores.push(store)
    return store
  }
  onTestFinished(async () => {
    for (const store of stores) await store.close()
    await rm(folder, { recursive: true })
  })
  const store = open()
  const author: Person = { id: newId(), name: 'Tomek', epoch: 1, passphrase: '' }
  await store.insertOwner(author)
  const { cast } = await createCast(store, author, { id: newId(), title: 'Burek’s first birthday' }, NOON)

  /** Sends ops as they are, as a device does whose clock is `sentAt`. */
  const send = (ops: unknown[], { by = author, now = NOON, sentAt, through = store }: Sending = {}) =>
    applyOps(
      { store: through, secret: 'secret', now },
      { author: by, cast: cast.id, body: { author: by.id, sentAt: new Date(sentAt ?? now).toISOString(), ops } },
    )
  return { folder, store, open, author, cast, send }
}

interface Sending {
  by?: Person
  /** The server's clock. */
  now?: number
  /** The device's clock; right unless told. */
  sentAt?: number
  through?: Store
}

export function publishOp(
  text: string,
  {
    at = NOON,
    id = newId(),
    op = newId(),
    ...more
  }: { at?: number; id?: string; op?: string; key?: string; media?: object[] } = {},
) {
  return { op, type: 'publish', post: { id, text, capturedAt: new Date(at).toISOString(), ...more } }
}

export function reviseOp(
  id: string,
  base: number | string,
  change: { text?: string; key?: string | null; media?: object[] },
  op = newId(),
) {
  return { op, type: 'revise', post: { id, base, ...change } }
}

export function removeOp(id: string, op = newId()) {
  return { op, type: 'remove', post: { id } }
}

export function settingsOp(cast: object, op = newId()) {
  return { op, type: 'settings', cast }
}

type Results = Awaited<ReturnType<Awaited<ReturnType<typeof arrangeLog>>['send']>>['results']

/** What became of each op: `applied`, `replayed`, or the code and status of its refusal. */
export function outcomes({ results }: { results: Results }): string[] {
  return results.map(result =>
    result.status === 'refused' ? `${result.error.code} ${result.error.status}` : result.status,
  )
}
