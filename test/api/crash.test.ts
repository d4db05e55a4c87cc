import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { startAppUnderOrders } from '../support/app-under-orders.ts'
import { hostEnv, startHostOutside } from '../support/host-outside.ts'
import { newPublish } from '../support/sign-in.ts'
import { until } from '../support/until.ts'
import { openViewer } from '../support/viewer.ts'

/**
 * Every call to the store and the Channels host that the first publish of a process makes, from its request to its push. A new one
 * belongs here, and is tested below: what is called five times is killed around each of the five.
 */
const CALLS = [
  'store.readPerson',
  'store.readCast',
  'store.ensureSecret',
  'store.readEntryByOp',
  'store.readCast',
  'store.readEntries',
  'store.readPost',
  'store.insertEntry',
  'store.readCast',
  'store.readEntries',
  'store.projectPost',
  'store.projectCast',
  'store.readCast',
  'store.readEntries',
  'store.readCast',
  'store.readEntries',
  'store.readEntries',
  'store.readPost',
  'channels.trigger',
  'store.readCast',
  'store.readEntries',
]
/** Those that a Channels host outside adds: it outlives the process, and so must what is known of how far it got. */
const MARK_CALLS = ['store.moveMark', 'store.readMark']

/** Not part of a publish: the sweep, which runs at any time, and the question whether the app is well. */
const AROUND = new Set(['store.listHeadsSince', 'store.ping'])

describe('a publish whose process is killed', () => {
  let under: Awaited<ReturnType<typeof startAppUnderOrders>>
  beforeAll(async () => {
    under = await startAppUnderOrders()
    return () => under.close()
  })

  it('calls the store and the Channels host in the known ways only', async () => {
    expect(publishCalls(await under.recordPublish('channels.trigger'))).toEqual(kindsOf(CALLS))
  })

  it.each(aroundEach(CALLS))(
    'converges by itself after SIGKILL %s, and stores the op once when it comes again (invariants 1, 3 and 4)',
    async die => {
      const { app, owner, cast, changes, history, pushedUpTo } = under
      if (die.includes('store.ensureSecret')) await app.restart() // asked for once in a process
      const viewer = await openViewer(app, cast)
      const op = newPublish(`killed ${die}`)
      await under.publishToDeath(die, op)
      const head = await changes()
      const posts = await history()
      expect(head.rev).toBe(posts.length)
      if (COMMITTED.has(die)) expect(posts[0]?.id).toBe(op.post.id)
      await viewer.until(head.rev)
      expect(viewer.ids()).toEqual(posts.map(post => post.id).reverse())
      const { rev, results } = (await owner.sendOps(cast.id, [op])).body
      expect(results[0].status).toBe(posts[0]?.id === op.post.id ? 'replayed' : 'applied')
      expect((await history()).filter(post => post.id === op.post.id)).toHaveLength(1)
      await viewer.close()
      await pushedUpTo(rev) // or the next case would kill what is left of this one
    },
  )
})

describe('a removal whose process is killed', () => {
  let under: Awaited<ReturnType<typeof startAppUnderOrders>>
  beforeAll(async () => {
    under = await startAppUnderOrders()
    return () => under.close()
  })

  it.each(aroundEach(['store.insertEntry', 'store.blankEntries', 'store.projectPost', 'store.projectCast']))(
    'leaves no word of the post after SIGKILL %s once it was committed (invariants 1 and 6)',
    async die => {
      const { owner, cast, changes, history, pushedUpTo } = under
      const publish = newPublish(`secret of ${die}`)
      await pushedUpTo((await owner.sendOps(cast.id, [publish])).body.rev)
      const remove = { op: newId(), type: 'remove', post: { id: publish.post.id } }
      await under.publishToDeath(die, remove)
      const isCommitted = die !== 'before store.insertEntry#1'
      const told = JSON.stringify([await changes(), await history()])
      expect(told.includes(`secret of ${die}`)).toBe(!isCommitted)
      const { rev, results } = (await owner.sendOps(cast.id, [remove])).body
      expect(results[0].status).toBe(isCommitted ? 'replayed' : 'applied')
      expect(JSON.stringify(await changes())).not.toContain(`secret of ${die}`)
      await pushedUpTo(rev)
    },
  )
})

describe('a publish whose process is killed, with a Channels host outside', () => {
  let under: Awaited<ReturnType<typeof startAppUnderOrders>>
  let host: Awaited<ReturnType<typeof startHostOutside>>
  beforeAll(async () => {
    host = await startHostOutside()
    under = await startAppUnderOrders(hostEnv(host))
    return async () => {
      await under.close()
      host.close()
    }
  })
  /** The revs it was told, each where it came first. */
  const heard = (): number[] => [...new Set(host.heard.map(event => JSON.parse(event.data).rev))]

  it('calls the store and the Channels host in the known ways only', async () => {
    expect(publishCalls(await under.recordPublish('store.moveMark'))).toEqual(kindsOf([...CALLS, ...MARK_CALLS]))
  })

  it.each(aroundEach(['channels.trigger', ...MARK_CALLS]))(
    'tells the host every rev in order after SIGKILL %s, with nothing sent again by hand (invariants 1, 3 and 4)',
    async die => {
      const { owner, cast, changes, history, pushedUpTo } = under
      const op = newPublish(`killed ${die}`)
      await under.publishToDeath(die, op)
      const { rev } = await changes()
      const posts = await history()
      expect(posts).toHaveLength(rev)
      if (COMMITTED.has(die)) expect(posts[0]?.id).toBe(op.post.id)
      await until(
        () => heard().includes(rev),
        () => `the host to hear rev ${rev}, heard ${heard()}`,
        10_000,
      )
      expect(heard()).toEqual(posts.map((_, at) => at + 1))
      const again = (await owner.sendOps(cast.id, [op])).body
      expect(again.results[0].status).toBe(posts[0]?.id === op.post.id ? 'replayed' : 'applied')
      await pushedUpTo(again.rev)
    },
  )
})

function publishCalls(recorded: Set<string>): string[] {
  return [...recorded].filter(call => !AROUND.has(call)).sort()
}

function kindsOf(calls: string[]): string[] {
  return [...new Set(calls)].sort()
}

/** `before store.readCast#2` and `after store.readCast#2` for the second of them. */
function aroundEach(calls: string[]): string[] {
  return calls
    .map((call, at) => `${call}#${calls.slice(0, at + 1).filter(other => other === call).length}`)
    .flatMap(call => [`before ${call}`, `after ${call}`])
}

/** Behind the commit: from here on nobody may have to send anything again. Not the reading of a mark, which the sweep does too. */
const COMMITTED = new Set([
  'after store.insertEntry#1',
  ...aroundEach(['store.projectPost', 'store.projectCast', 'channels.trigger', 'store.moveMark']),
])
