import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nextReader, type ReaderState, startReader } from '../../../lib/client/live/reader-state.ts'
import { newestSeq, shownPosts } from '../../../lib/client/live/shown-posts.ts'
import { releaseSignedOut } from '../../../lib/client/outbox/release-held.ts'
import { ANYONE } from '../../../lib/server/access.ts'
import { createCast } from '../../../lib/server/create-cast.ts'
import { describeCast } from '../../../lib/server/describe-cast.ts'
import { openToRead } from '../../../lib/server/open-cast.ts'
import { readChanges } from '../../../lib/server/read-changes.ts'
import { readHistory } from '../../../lib/server/read-history.ts'
import { isRemoved } from '../../../lib/shared/is-removed.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { awaits, modelPhone, waitInCall } from '../../support/model-phone.ts'
import { dyingStore, type ModelServer, startModelServer } from '../../support/model-server.ts'
import { seed } from '../../support/seed.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

/** 500 sequences with every `npm test`; `npm run soak` runs 10,000. */
const RUNS = Number(process.env.OUTBOX_RUNS ?? 500)

/** What can happen to one request. */
const FAULTS = [
  'request lost',
  'answer lost',
  'duplicated at once',
  'duplicated later',
  'silent',
  'server dies before a commit',
  'server dies behind a commit',
  'captive portal',
  'redirect to a login page',
  'proxy refuses',
  'server fails',
  'store unavailable',
  'too many',
] as const
type Fault = (typeof FAULTS)[number]

const action = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('post' as const), tab: fc.nat(), isSaved: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), tab: fc.nat(), post: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), tab: fc.nat(), post: fc.nat() }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('fault' as const), fault: fc.constantFrom(...FAULTS), at: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('offline' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('online' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('die' as const), tab: fc.nat(), at: fc.nat(14) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('session ends' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('sign in' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('clock jumps' as const),
      by: fc.constantFrom(-3e10, -200_000, 200_000, 3e10),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('time passes' as const), ms: fc.constantFrom(100, 1_000, 4_000, 40_000) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('read' as const) }) },
)
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

/** Whether the server has the cast already, what happens to the first requests, and at which await the first tab dies, if it does. */
const beginning = fc.record({
  isStarted: fc.boolean(),
  faults: fc.array(fc.constantFrom(...FAULTS), { maxLength: 2 }),
  diesAt: fc.option(fc.nat(20)),
})
type Beginning = typeof beginning extends fc.Arbitrary<infer T> ? T : never

const hits = new Map<string, number>()
let ran = 0

function hit(what: string): void {
  hits.set(what, (hits.get(what) ?? 0) + 1)
}

describe('an outbox on a bad day', () => {
  let server: ModelServer
  beforeAll(async () => {
    server = await startModelServer()
  })
  afterAll(async () => {
    vi.unstubAllGlobals()
    await server.stop()
  })

  it(
    `brings every post to the server exactly once, in order, whatever dies when (invariants 1 to 4), ${RUNS} times`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          beginning,
          fc.array(action, { minLength: 1, maxLength: 30, size: 'max' }),
          async (begin, actions) => {
            const world = await newWorld(server, begin)
            for (const one of actions) {
              await world.act(one)
              await world.check()
            }
            await world.finish()
            ran += 1
            if (ran % 1_000 === 0) console.log(`${ran} of ${RUNS} …`)
          },
        ),
        { seed, numRuns: RUNS, endOnFailure: false },
      )
      console.log(table())
      const missed = [
        ...[...FAULTS, ...ACTIONS].filter(name => !hits.has(name)),
        ...[...awaits].filter(([, { died }]) => died === 0).map(([name]) => `death ${name}`),
      ]
      // A run of a single sequence, as when a failing one is repeated, hits few of them.
      if (RUNS >= 500) expect(missed).toEqual([])
    },
    RUNS * 1_000,
  )
})

const ACTIONS = ['post', 'edit', 'remove', 'offline', 'die', 'open', 'session ends', 'sign in', 'clock jumps', 'read']

function table(): string {
  const faults = [...hits].sort().map(([what, count]) => `${what.padEnd(30)} ${count}`)
  const reached = [...awaits]
    .sort()
    .map(([name, { reached, died }]) => `${name.padEnd(30)} reached ${reached}, died there ${died}`)
  return ['', 'what happened, how often', ...faults, '', 'awaits of the outbox', ...reached].join('\n')
}

async function newWorld(server: ModelServer, { isStarted, faults: first, diesAt }: Beginning) {
  const { store, author } = server
  const clock = virtualClock()
  let skew = 0
  const device = { now: () => clock.now() + skew, after: clock.after }
  const cast = newId()
  if (isStarted) await createCast(store, author, { id: cast, title: 'Party', slug: `party-${cast}` }, clock.now())
  const owner = { person: author.id, cast }
  const phone = modelPhone({ owner, clock: device })

  let isOnline = true
  let session: typeof author | null = author
  const faults: Fault[] = [...first]
  const late: (() => Promise<unknown>)[] = []

  /** What the person sees themselves as having said: by post id, in the order in which it went into the outbox. */
  const expected = new Map<string, { text: string; isRemoved: boolean }>()
  let number = 0
  let reader: ReaderState | null = null

  async function fetchThrough(path: string, { body }: { body: string }): Promise<Response> {
    const fault = isOnline ? faults.shift() : 'request lost'
    if (fault) hit(fault)
    const turn = { session, now: clock.now() }
    const serve = (through = store) => server.answer(path, body, { ...turn, store: through })
    switch (fault) {
      case undefined:
        return serve()
      case 'request lost':
        throw new TypeError('fetch failed')
      case 'answer lost':
        await serve()
        throw new TypeError('fetch failed')
      case 'duplicated at once':
        return (await Promise.all([serve(), serve()]))[1] as Response // two were asked for
      case 'duplicated later':
        late.push(serve)
        return serve()
      case 'silent':
        await waitInCall(new Promise<void>(resolve => clock.after(15_000, resolve)))
        throw new DOMException('too slow', 'AbortError')
      case 'server dies before a commit':
        return serve(dyingStore(store, 1 + (number % 3), 'before'))
      case 'server dies behind a commit':
        return serve(dyingStore(store, 1 + (number % 3), 'after'))
      case 'captive portal':
        return new Response('<!doctype html><title>Sign in to the network</title>', { status: 200 })
      case 'redirect to a login page':
        throw new TypeError('redirected, and told not to follow')
      case 'proxy refuses':
        return Response.json({ error: 'Forbidden', results: [] }, { status: 403 })
      case 'server fails':
        return Response.json({ error: { code: 'internal', message: '' } }, { status: 500 })
      case 'store unavailable':
        return Response.json({ error: { code: 'store_unavailable', message: '', retryAfter: 5 } }, { status: 503 })
      case 'too many':
        return Response.json({ error: { code: 'too_many', message: '', retryAfter: 2 } }, { status: 429 })
      default:
        return fault satisfies never
    }
  }
  vi.stubGlobal('fetch', fetchThrough)
  const tabOf = (which: number) => phone.tabs[which % Math.max(phone.tabs.length, 1)]

  if (!isStarted)
    await phone.store.post(owner, {
      op: cast,
      type: 'start',
      cast: { id: cast, title: 'Party', slug: `party-${cast}` },
    })
  phone.open().dieAt(diesAt ?? Number.POSITIVE_INFINITY)
  await phone.settle()

  async function act(one: Action): Promise<void> {
    switch (one.do) {
      case 'post':
        return post(one.tab, one.isSaved)
      case 'edit':
        return change(one.tab, one.post, 'edit')
      case 'remove':
        return change(one.tab, one.post, 'remove')
      case 'fault':
        faults.splice(one.at, 0, one.fault)
        return
      case 'offline':
        hit('offline')
        isOnline = false
        return
      case 'online':
        isOnline = true
        for (const tab of phone.tabs) tab.signals.wake()
        return phone.settle()
      case 'die': {
        const tab = tabOf(one.tab)
        if (tab) hit('die')
        tab?.dieAt(one.at)
        return
      }
      case 'open':
        if (phone.tabs.length >= 3) return
        hit('open')
        phone.open()
        return phone.settle()
      case 'session ends':
        hit('session ends')
        session = null
        return
      case 'sign in':
        hit('sign in')
        return signIn()
      case 'clock jumps':
        hit('clock jumps')
        skew += one.by
        return
      case 'time passes':
        return pass(one.ms)
      case 'read':
        hit('read')
        return read()
      default:
        return one satisfies never
    }
  }

  async function post(which: number, isSaved: boolean): Promise<void> {
    const tab = tabOf(which)
    if (!tab) return
    hit('post')
    number += 1
    // What is there already was typed before and not posted: the person goes on with it.
    tab.composer.type(`${tab.composer.composing().draft.typed} post ${number}`.trim())
    if (isSaved) await pass(300)
    const { draft } = tab.composer.composing()
    const before = await phone.store.readDraft(owner)
    const isKept = before?.ids.op === draft.ids.op && before.typed === draft.typed
    tab.composer.post()
    await phone.settle()
    const posted = (await phone.store.read(owner)).find(({ ask }) => ask.op === draft.ids.op)?.ask
    const words = posted?.type === 'publish' ? posted.post.text : null
    if (words === draft.typed) expected.set(draft.ids.post, { text: draft.typed, isRemoved: false })
    else if (isKept) {
      // Whether the tab lives or died in the middle.
      const shown = tab.isDead() ? '' : tab.composer.composing().draft.typed
      const kept = `${words} ${shown} ${(await phone.store.readDraft(owner))?.typed}`
      expect(kept, 'a text that is neither posted nor kept (invariant 8)').toContain(`post ${number}`)
    }
  }

  async function change(which: number, at: number, how: 'edit' | 'remove'): Promise<void> {
    const standing = [...expected].filter(([, post]) => !post.isRemoved)
    const [id] = standing[at % Math.max(standing.length, 1)] ?? []
    const tab = tabOf(which)
    if (!tab || id === undefined) return
    hit(how)
    number += 1
    const text = `mended ${number}`
    const before = JSON.stringify(await phone.store.read(owner))
    const entries = phone.store.read(owner)
    void entries
    const done =
      how === 'edit' ? tab.actions.edit({ post: id, known: null }, { text, key: null }) : tab.actions.remove(id)
    void done.catch(() => undefined)
    await phone.settle()
    const after = await phone.store.read(owner)
    const isIn =
      how === 'edit'
        ? after.some(({ ask }) => (ask.type === 'publish' || ask.type === 'revise') && ask.post.text === text)
        : after.some(({ ask }) => ask.type === 'remove' && ask.post.id === id) ||
          (before !== JSON.stringify(after) && !after.some(({ ask }) => 'post' in ask && ask.post.id === id))
    if (!isIn) return
    if (how === 'edit') expected.set(id, { text, isRemoved: false })
    else expected.set(id, { text: '', isRemoved: true })
  }

  async function signIn(): Promise<void> {
    session = author
    await phone.store.update('open', entries => releaseSignedOut(entries, author.id))
    for (const tab of phone.tabs) tab.flusher.wake()
    await phone.settle()
  }

  async function pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 500) {
      await clock.advance(Math.min(left, 500))
      await phone.settle()
    }
  }

  /** A reader that looks now and then, and keeps what it has. */
  async function read(): Promise<void> {
    if ((await store.readCast(cast)) === null) return
    const record = await openToRead(store, ANYONE, cast)
    if (reader === null) {
      reader = startReader({
        cast: await describeCast(store, record),
        page: await readHistory(store, record, { limit: 100 }),
        at: 0,
      })
      return
    }
    const answer = await readChanges(store, record, { since: reader.position })
    reader = nextReader(reader, { type: 'changes', answer: { ...answer, pushed: null }, at: 0 })
  }

  /** What must hold at every moment. */
  async function check(): Promise<void> {
    await phone.settle()
    const entries = await store.readEntries({ cast, after: 0, limit: 1_000 })
    expect(
      entries.map(({ rev }) => rev),
      'revs without a hole (invariant 4)',
    ).toEqual(entries.map((_, at) => at + 1))
    expect(new Set(entries.map(({ op }) => op)).size, 'each op once (invariant 1)').toBe(entries.length)
    const draft = await phone.store.readDraft(owner)
    const known = await phone.store.read(owner)
    expect(
      known.some(({ ask }) => ask.op === draft?.ids.op),
      'a draft of what is posted',
    ).toBe(false)
    const published = entries.flatMap(entry =>
      entry.kind === 'post' && entry.post.seq === entry.rev ? [entry.op] : [],
    )
    const inOrder = phone.posted.filter(op => published.includes(op))
    expect(
      published.filter(op => inOrder.includes(op)),
      'posts in the order in which they were posted (invariant 2)',
    ).toEqual(inOrder)
    expect(phone.mostAtOnce, 'flushes at once').toBeLessThanOrEqual(1)
  }

  /** The bad day is over: everything goes through by itself, and is what the person said. */
  async function finish(): Promise<void> {
    isOnline = true
    faults.length = 0
    for (const again of late.splice(0)) await again().catch(() => undefined)
    for (const tab of [...phone.tabs]) tab.die()
    phone.open()
    await signIn()
    for (let turn = 0; turn < 100 && (await phone.store.read('open')).length > 0; turn += 1) await pass(1_000)
    expect(await phone.store.read('open'), 'what is still unsent').toEqual([])
    for (const again of late.splice(0)) await again().catch(() => undefined)
    await check()
    expect(await store.readCast(cast), 'the cast itself').not.toBeNull()
    const record = await openToRead(store, ANYONE, cast)
    const { posts } = await readHistory(store, record, { limit: 100 })
    const said = [...expected.values()].filter(post => !post.isRemoved)
    expect(posts.map(({ text }) => text).reverse(), 'what readers read').toEqual(said.map(({ text }) => text))
    await read()
    if (reader === null) throw new Error('there is something to read')
    await read()
    const shown = shownPosts(reader, newestSeq(reader)).flatMap(post => (isRemoved(post) ? [] : [post.text]))
    expect(shown.reverse(), 'what an open page shows (invariant 3)').toEqual(said.map(({ text }) => text))
    for (const { capturedAt, receivedAt } of posts) expect(capturedAt <= receivedAt).toBe(true)
  }

  return { act, check, finish }
}
