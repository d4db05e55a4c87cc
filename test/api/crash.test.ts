import { beforeAll, describe, expect, it } from 'vitest'
import { startAppUnderOrders } from '../support/app-under-orders.ts'
import { aroundEach, CALLS, COMMITTED, kindsOf, publishCalls } from '../support/crash-points.ts'
import { newPublish } from '../support/sign-in.ts'
import { openViewer } from '../support/viewer.ts'

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
