import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyOps } from '../../lib/server/apply-ops.ts'
import { createCast } from '../../lib/server/create-cast.ts'
import { Failure } from '../../lib/server/failure.ts'
import { keyedQueue } from '../../lib/server/keyed-queue.ts'
import { openToWrite } from '../../lib/server/open-cast.ts'
import { parse } from '../../lib/server/parse.ts'
import { sqliteStore } from '../../lib/server/store/sqlite-store.ts'
import type { Person, Store } from '../../lib/server/store/store.ts'
import { NewCast } from '../../lib/shared/new-cast.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { OpsBody } from '../../lib/shared/op.ts'

/** Who asks, and on which store: one that dies in the middle stands for a process that does. */
export interface ServerTurn {
  session: Person | null
  store?: Store
  /** Milliseconds. */
  now: number
}

/** The route handlers' own functions over a real SQLite file, without Next and without a network. */
export async function startModelServer() {
  const folder = await mkdtemp(join(tmpdir(), 'model-'))
  const store: Store = sqliteStore(join(folder, 'pushercast.db'))
  const author: Person = { id: newId(), name: 'Tomek', epoch: 1, passphrase: '' }
  await store.insertOwner(author)
  const inCastQueue = keyedQueue()

  async function postOps(
    cast: string,
    body: string,
    { session, store: used = store, now }: ServerTurn,
  ): Promise<object> {
    const opened = await openToWrite(used, { person: session }, cast)
    const parsed = parse(OpsBody, JSON.parse(body))
    const batch = { author: opened.author, cast: opened.cast.id, body: parsed }
    const answer = await inCastQueue(cast, () => applyOps({ store: used, secret: 'secret', now }, batch))
    return { ...answer, pushed: null }
  }

  async function postCast(body: string, { session, store: used = store, now }: ServerTurn): Promise<object> {
    if (session === null) throw new Failure('signed_out')
    return { cast: (await createCast(used, session, parse(NewCast, JSON.parse(body)), now)).cast }
  }

  return {
    store,
    author,
    /** One request, as `lib/server/request/handle.ts` answers it. Rejects where the process died. */
    async answer(path: string, body: string, turn: ServerTurn): Promise<Response> {
      try {
        const cast = /^\/api\/casts\/([^/]+)\/ops$/.exec(path)?.[1]
        return Response.json(await (cast ? postOps(cast, body, turn) : postCast(body, turn)))
      } catch (error) {
        if (!(error instanceof Failure)) throw error
        return Response.json({ error: error.toError() }, { status: error.status })
      }
    },
    async stop() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}
export type ModelServer = Awaited<ReturnType<typeof startModelServer>>

/** The same store in a process that dies before its n-th commit from now, or right behind it. */
export function dyingStore(store: Store, commits: number, when: 'before' | 'after'): Store {
  let left = commits
  return new Proxy(store, {
    get(target, name) {
      if (name !== 'insertEntry') return Reflect.get(target, name).bind?.(target) ?? Reflect.get(target, name)
      return async (...args: Parameters<Store['insertEntry']>) => {
        left -= 1
        if (left === 0 && when === 'before') throw new Error('killed')
        const result = await target.insertEntry(...args)
        if (left === 0) throw new Error('killed')
        return result
      }
    },
  })
}
