import { beforeAll, describe, expect, it } from 'vitest'
import { startAppUnderOrders } from '../support/app-under-orders.ts'
import { aroundEach, CALLS, COMMITTED, kindsOf, MARK_CALLS, publishCalls } from '../support/crash-points.ts'
import { hostEnv, startHostOutside } from '../support/host-outside.ts'
import { newPublish } from '../support/sign-in.ts'
import { until } from '../support/until.ts'

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
