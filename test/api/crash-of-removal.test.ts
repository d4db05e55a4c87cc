import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { startAppUnderOrders } from '../support/app-under-orders.ts'
import { aroundEach } from '../support/crash-points.ts'
import { newPublish } from '../support/sign-in.ts'

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
