import { type DraftOwner, parseDraft } from '../../lib/client/composer/kept-draft.ts'
import { openComposer } from '../../lib/client/composer/open-composer.ts'
import type { OtherTabs } from '../../lib/client/composer/other-tabs.ts'
import type { DeviceStorage } from '../../lib/client/kept.ts'
import type { Answer } from '../../lib/client/live/read-answer.ts'
import type { Pushed } from '../../lib/shared/change.ts'
import type { FailureCode } from '../../lib/shared/failures.ts'
import { newId } from '../../lib/shared/new-id.ts'
import type { OpsAnswer, PublishOp } from '../../lib/shared/op.ts'
import { deviceStorage } from './device-storage.ts'
import { virtualClock } from './virtual-clock.ts'

/** What becomes of one request: the answer comes, comes 5 s late, is lost on the way back (at once or after 5 s), or the request never arrives. */
export type Way = 'answered' | 'answered late' | 'answer lost' | 'answer lost late' | 'request lost'

/** A phone with one composer, and a server by the rules of the README, written apart from both. */
export function arrangeComposer() {
  const clock = virtualClock()
  const storage = deviceStorage()
  const server = modelServer()
  const wakes = new Set<() => void>()
  const tabs = new Set<Tab>()
  const told = { signedOut: 0, pushed: [] as Pushed[] }
  const sent: PublishOp[] = []
  let ways: Way[] = []
  let stop = () => {}

  async function send(op: PublishOp): Promise<Answer<OpsAnswer>> {
    sent.push(op)
    const way = ways.shift() ?? 'answered'
    await Promise.resolve()
    if (way === 'request lost') return { kind: 'trouble' }
    const answer = server.take(op)
    if (way.endsWith(' late')) await new Promise<void>(resolve => clock.after(5_000, resolve))
    return way.startsWith('answer lost') ? { kind: 'trouble' } : answer
  }

  /** The storage as one tab writes to it: the others are told of each change, 10 ms later. Source: HTML, the storage event. */
  function storageOf(self: Tab): DeviceStorage {
    const change = (name: string, newValue: string | null, write: () => void) => {
      const oldValue = storage.getItem(name)
      write()
      if (newValue === oldValue) return
      const told = { before: read(oldValue), kept: read(newValue) }
      const others = [...tabs].filter(tab => tab !== self)
      clock.after(10, () => {
        for (const tab of others) if (tabs.has(tab)) tab.hear(told)
      })
    }
    return {
      ...storage,
      setItem: (name, value) => change(name, value, () => storage.setItem(name, value)),
      removeItem: name => change(name, null, () => storage.removeItem(name)),
    }
  }

  /** As when the page is opened in one more tab: only what the device kept is there. */
  function openTab(owner = { cast: 'cast-1', person: 'tomek' }, tab = deviceStorage()) {
    const self: Tab = { hear: () => {} }
    const composer = openComposer({
      owner,
      send,
      storage: storageOf(self),
      tab,
      clock,
      random: () => 0.5,
      newId,
      signals: {
        onWake: listener => {
          wakes.add(listener)
          return () => wakes.delete(listener)
        },
        onNetwork: () => () => {},
        isOnline: () => true,
      },
      otherTabs: {
        onKept: (_, listener) => {
          self.hear = listener
          tabs.add(self)
          return () => tabs.delete(self)
        },
      },
      onSignedOut: () => {
        told.signedOut += 1
      },
      onPushed: pushed => void told.pushed.push(pushed),
    })
    return { composer, close: composer.start() }
  }

  /** As when the page is opened again in the one tab there is. */
  function open(owner?: DraftOwner) {
    stop()
    const { composer, close } = openTab(owner)
    stop = close
    return composer
  }

  return {
    clock,
    storage,
    server,
    told,
    /** Every op that left the phone. */
    sent,
    open,
    openTab,
    close: () => stop(),
    /** What becomes of the next requests; after that all are answered. */
    nextWays: (...next: Way[]) => {
      ways = next
    },
    wake: () => {
      for (const wake of wakes) wake()
    },
    otherTab: (change: Parameters<Tab['hear']>[0]) => {
      for (const { hear } of tabs) hear(change)
    },
  }
}

interface Tab {
  hear: Parameters<OtherTabs['onKept']>[1]
}

function read(value: string | null) {
  return parseDraft(JSON.parse(value ?? 'null'))
}

function modelServer() {
  const ops = new Map<string, { body: string; rev: number }>()
  const posts = new Map<string, string>()
  let refusal: { code: FailureCode; over?: number } | null = null
  const position = { tip: '0badcafe', pushed: null }

  function take(op: PublishOp): Answer<OpsAnswer> {
    const body = JSON.stringify(op)
    const known = ops.get(op.op)
    if (known?.body === body) return settled(op, 'replayed', known.rev)
    if (known) return refused(op, 'conflict')
    if (refusal) return refused(op, refusal.code, refusal.over)
    if (posts.has(op.post.id)) return refused(op, 'conflict')
    ops.set(op.op, { body, rev: ops.size + 1 })
    posts.set(op.post.id, op.post.text)
    return settled(op, 'applied', ops.size)
  }

  function settled(op: PublishOp, status: 'applied' | 'replayed', rev: number): Answer<OpsAnswer> {
    return {
      kind: 'answer',
      body: { rev: ops.size, ...position, results: [{ status, op: op.op, rev, tip: position.tip }] },
    }
  }

  function refused(op: PublishOp, code: FailureCode, over?: number): Answer<OpsAnswer> {
    const error = { code, message: '', over, status: 400 }
    return { kind: 'answer', body: { rev: ops.size, ...position, results: [{ status: 'refused', op: op.op, error }] } }
  }

  return {
    take,
    /** The texts it has, in the order of their revs. */
    texts: () => [...posts.values()],
    /** From now on it refuses what is new; null: no longer. */
    refuse: (because: { code: FailureCode; over?: number } | null) => {
      refusal = because
    },
  }
}
