import { AsyncLocalStorage } from 'node:async_hooks'
import { lastWords } from '../../lib/client/composer/last-words.ts'
import { type Composer, openComposer } from '../../lib/client/composer/open-composer.ts'
import type { Clock } from '../../lib/client/live/clock.ts'
import { askNewCast } from '../../lib/client/new-cast/ask-new-cast.ts'
import type { FlushLock } from '../../lib/client/outbox/flush-lock.ts'
import { idbOutboxStore } from '../../lib/client/outbox/idb-outbox-store.ts'
import { type Flusher, openFlusher } from '../../lib/client/outbox/open-flusher.ts'
import { openOutboxDb } from '../../lib/client/outbox/outbox-db.ts'
import type { Owner } from '../../lib/client/outbox/outbox-entry.ts'
import type { OutboxNews } from '../../lib/client/outbox/outbox-news.ts'
import type { OutboxStore } from '../../lib/client/outbox/outbox-store.ts'
import { type PostActions, postActions } from '../../lib/client/outbox/post-actions.ts'
import { tellingStore } from '../../lib/client/outbox/telling-store.ts'
import { sendOps } from '../../lib/client/send-ops.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { deviceStorage } from './device-storage.ts'
import { fakeSignals } from './fake-signals.ts'
import { newDevice, newOutboxStore } from './outbox-store.ts'
import { watching } from './watching-db.ts'

/** A call under way of the code under test. `isWaiting`: nothing of it goes on before time passes. */
interface Call {
  isWaiting: boolean
}
const ownCall = new AsyncLocalStorage<Call>()

/** Lets time pass inside of a call. */
export async function waitInCall(wait: Promise<void>): Promise<void> {
  const call = ownCall.getStore()
  if (call) call.isWaiting = true
  await wait
  if (call) call.isWaiting = false
}

/** How often each await of the outbox's code was reached in this run, and how often a tab died there. */
export const awaits = new Map<string, { reached: number; died: number }>()

export interface ModelTab {
  composer: Composer
  flusher: Flusher
  actions: PostActions
  signals: ReturnType<typeof fakeSignals>
  isDead(): boolean
  /** Dies at the n-th await from now, as when the system ends the app: nothing behind that await ever runs. */
  dieAt(n: number): void
  die(): void
}

export interface ModelPhone {
  /** Straight at what is on the device, past all tabs. */
  store: OutboxStore
  tabs: ModelTab[]
  open(): ModelTab
  /** Everything that can go on without time passing has gone on. */
  settle(): Promise<void>
  /** Ops that are in the outbox for certain, in their order. */
  posted: string[]
  /** How many tabs were sending at the same moment. */
  mostAtOnce: number
}

/** A browser on one device: its tabs share a database, a lock and a channel, and each may die at any await. */
export function modelPhone({ owner, clock }: { owner: Owner; clock: Clock }): ModelPhone {
  const device = newDevice()
  const kept = newOutboxStore(device)
  const lock = sharedLock()
  const storage = deviceStorage()
  const calls = new Map<object, Set<Call>>()
  const sending = new Map<object, number>()
  const phone: ModelPhone = { store: kept, tabs: [], open, settle, posted: [], mostAtOnce: 0 }

  async function settle(): Promise<void> {
    const isBusy = () => [...calls.values()].some(own => [...own].some(call => !call.isWaiting))
    for (let quiet = 0; quiet < 4; quiet = isBusy() ? 0 : quiet + 1) await new Promise(resolve => setImmediate(resolve))
  }

  function open(): ModelTab {
    let isDead = false
    let deathIn = Number.POSITIVE_INFINITY
    const signals = fakeSignals()
    const holder = {}
    calls.set(holder, new Set())

    function die(): void {
      isDead = true
      phone.tabs.splice(phone.tabs.indexOf(tab), 1)
      lock.free(holder)
      sending.delete(holder)
      listeners.delete(holder)
      calls.delete(holder)
    }

    /** One await of the code under test: the tab may die here, and then never comes back from it. */
    async function survive(name: string): Promise<void> {
      const counted = awaits.get(name) ?? { reached: 0, died: 0 }
      awaits.set(name, counted)
      counted.reached += 1
      deathIn -= 1
      if (!isDead && deathIn < 0) {
        counted.died += 1
        die()
      }
      if (isDead) await new Promise(() => {})
    }

    function guarded<Args extends unknown[], T>(name: string, run: (...args: Args) => Promise<T>) {
      return async (...args: Args): Promise<T> => {
        const call = { isWaiting: false }
        calls.get(holder)?.add(call)
        await survive(`before ${name}`)
        try {
          return await ownCall.run(call, () => run(...args))
        } finally {
          await survive(`after ${name}`)
          calls.get(holder)?.delete(call)
        }
      }
    }

    /** The tab may die between two transactions as well; what the first has written stays. */
    function beforeTransaction(mode: unknown): void {
      if (mode !== 'readwrite') return
      const counted = awaits.get('before a transaction') ?? { reached: 0, died: 0 }
      awaits.set('before a transaction', counted)
      counted.reached += 1
      deathIn -= 1
      if (!isDead && deathIn < 0) {
        counted.died += 1
        die()
      }
      if (isDead) throw new Error('this tab is dead') // which nobody hears: see `survive`
    }

    const own = idbOutboxStore(async onLost => watching(await openOutboxDb(onLost, device), beforeTransaction))
    const store = {
      ...own,
      update: guarded('store.update', own.update) as OutboxStore['update'], // generic in its value
      read: guarded('store.read', own.read),
      countUnsent: own.countUnsent,
      readDraft: guarded('store.readDraft', own.readDraft),
      saveDraft: guarded('store.saveDraft', own.saveDraft),
      post: guarded('store.post', async (...args: Parameters<OutboxStore['post']>) => {
        const entry = await own.post(...args)
        if (!phone.posted.includes(entry.ask.op)) phone.posted.push(entry.ask.op)
        return entry
      }),
    }
    const ownClock: Clock = { now: clock.now, after: (ms, task) => clock.after(ms, () => isDead || task()) }
    const news = newsOf(holder)
    const told = tellingStore(store, news)
    const counted = <Args extends unknown[], T>(send: (...args: Args) => Promise<T>) => {
      return async (...args: Args): Promise<T> => {
        sending.set(holder, (sending.get(holder) ?? 0) + 1)
        phone.mostAtOnce = Math.max(
          phone.mostAtOnce,
          [...sending.values()].reduce((sum, count) => sum + count, 0),
        )
        try {
          return await send(...args)
        } finally {
          if (!isDead) sending.set(holder, (sending.get(holder) ?? 0) - 1)
        }
      }
    }
    const flusher = openFlusher({
      store: told,
      lock: { run: (work, stopped) => lock.run(holder, work, stopped) },
      clock: ownClock,
      random: () => 0.5,
      signals: signals.port,
      sendOps: guarded(
        'send ops',
        counted((batch, stopped) => sendOps(batch, clock.now(), stopped)),
      ),
      startCast: guarded('start cast', counted(askNewCast)),
      onAnswer() {},
    })
    const composer = openComposer({
      lastWords: lastWords(storage, owner),
      owner,
      store: told,
      news,
      signals: signals.port,
      clock: ownClock,
      newId,
      onPosted: flusher.wake,
    })
    const tab: ModelTab = {
      composer,
      flusher,
      actions: postActions({ store: told, flusher, clock: ownClock }, owner),
      signals,
      isDead: () => isDead,
      dieAt(n) {
        deathIn = n
      },
      die,
    }
    phone.tabs.push(tab)
    composer.start()
    flusher.start()
    return tab
  }

  const listeners = new Map<object, Set<(news: { isOwn: boolean }) => void>>()
  function newsOf(holder: object): OutboxNews {
    const own = new Set<(news: { isOwn: boolean }) => void>()
    listeners.set(holder, own)
    return {
      tell() {
        for (const [other, heard] of listeners) for (const listener of heard) listener({ isOwn: other === holder })
      },
      onNews(listener) {
        own.add(listener)
        return () => own.delete(listener)
      },
    }
  }

  return phone
}

/** One holder at a time, in the order of asking; freed when its tab dies. */
function sharedLock() {
  let held: object | null = null
  const waiting: { holder: object; go: () => void }[] = []
  function free(holder: object): void {
    for (let at = waiting.length - 1; at >= 0; at -= 1) if (waiting[at]?.holder === holder) waiting.splice(at, 1)
    if (held !== holder) return
    held = null
    const next = waiting.shift()
    if (!next) return
    held = next.holder
    next.go()
  }
  return {
    free,
    async run(holder: object, work: Parameters<FlushLock['run']>[0], _stopped: AbortSignal): Promise<void> {
      if (held === null) held = holder
      else await new Promise<void>(go => waiting.push({ holder, go })) // who frees it gives it on
      try {
        await work()
      } finally {
        free(holder)
      }
    },
  }
}
