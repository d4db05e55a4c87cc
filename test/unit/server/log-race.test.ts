import { describe, expect, it } from 'vitest'
import { ANYONE } from '../../../lib/server/access.ts'
import { openToRead } from '../../../lib/server/open-cast.ts'
import { readChanges } from '../../../lib/server/read-changes.ts'
import type { Store } from '../../../lib/server/store/store.ts'
import { arrangeLog, outcomes, publishOp, removeOp, reviseOp, settingsOp } from '../../support/arrange-log.ts'

describe('the log', () => {
  it('stays without holes when writers race through several clients of one store (invariants 1, 3 and 4)', async () => {
    const { open, send, cast } = await arrangeLog()
    const clients = [open(), open(), open(), open()]
    const ops = Array.from({ length: 60 }, (_, at) => publishOp(`post ${at}`))
    // Each op goes through two clients at once, as it does from two tabs that flush together.
    const sent = ops.flatMap(op =>
      clients.slice(0, 2).map((_, at) => send([op], { through: clients[(at * 2 + ops.indexOf(op)) % 4] })),
    )
    const results = (await Promise.all(sent)).flatMap(answer => answer.results)
    const applied = results.filter(result => result.status === 'applied').map(result => result.rev)
    expect(applied.sort((a, b) => a - b)).toEqual(ops.map((_, at) => at + 1))
    expect(results.filter(result => result.status === 'replayed')).toHaveLength(60)
    const record = await openToRead(open(), ANYONE, cast.id)
    expect(record.counts.posts).toBe(60)
  })

  it.each([
    ['settings', () => settingsOp({ title: 'Cake' })],
    ['a publish', () => publishOp('once')],
    ['a revise', (post: string) => reviseOp(post, 1, { text: 'mended' })],
    ['a removal', (post: string) => removeOp(post)],
  ])(
    'takes %s once that another process takes between the look for the op and the insert (invariant 1)',
    async (_what, newOp) => {
      const { open, send, store, cast } = await arrangeLog()
      const post = publishOp('before')
      await send([post])
      const op = newOp(post.post.id)
      const late = overtaken(open(), async () => void (await send([op])))
      expect(outcomes(await send([op], { through: late }))).toEqual(['replayed'])
      expect(await store.readEntries({ cast: cast.id, after: 0, limit: 9 })).toHaveLength(2)
    },
  )

  it('tells a reader each post once, in its latest state, and how far that covers', async () => {
    const { send, store, cast } = await arrangeLog()
    await send([publishOp('one'), settingsOp({ title: 'Old' }), publishOp('two'), settingsOp({ title: 'New' })])
    const record = await openToRead(store, ANYONE, cast.id)
    const whole = await readChanges(store, record, { since: { rev: 0 } })
    expect(whole.changes.map(change => change.rev)).toEqual([1, 3, 4])
    expect(whole).toMatchObject({ rev: 4, more: false })
    const part = await readChanges(store, record, { since: { rev: 0 }, limit: 2 })
    expect(part).toMatchObject({ rev: 3, more: true })
    const rest = await readChanges(store, record, { since: { rev: part.rev, tip: part.tip } })
    expect(rest.changes.map(change => change.rev)).toEqual([4])
  })

  it('notices a reader of another history: an unknown tip, or a rev beyond the head', async () => {
    const { send, store, cast } = await arrangeLog()
    await send([publishOp('one'), publishOp('two')])
    const record = await openToRead(store, ANYONE, cast.id)
    const ask = (since: { rev: number; tip?: string }) => readChanges(store, record, { since })
    await expect(ask({ rev: 1, tip: 'deadbeef' })).rejects.toMatchObject({ code: 'log_restarted' })
    await expect(ask({ rev: 3 })).rejects.toMatchObject({ code: 'log_restarted' })
    expect((await ask({ rev: 1 })).changes).toHaveLength(1)
  })

  it('is finished by the next reader when a process died behind its commit (invariant 3)', async () => {
    const { send, store, cast, open } = await arrangeLog()
    await send([publishOp('one')])
    const [entry] = await store.readEntries({ cast: cast.id, after: 0, limit: 1 })
    if (entry?.kind !== 'post') throw new Error('a post')
    const post = { ...entry.post, id: cast.id, seq: 2, rev: 2, text: 'committed, then killed' }
    await store.insertEntry({ ...entry, rev: 2, op: 'another', post })
    const record = await openToRead(open(), ANYONE, cast.id)
    const { changes } = await readChanges(store, record, { since: { rev: 1 } })
    expect(changes).toMatchObject([{ rev: 2, post: { text: 'committed, then killed' } }])
  })
})

/** The same store in a process that is overtaken: `meanwhile` happens once, behind its first look for an op. */
function overtaken(store: Store, meanwhile: () => Promise<void>): Store {
  let isFirst = true
  return {
    ...store,
    async readEntryByOp(query) {
      const known = await store.readEntryByOp(query)
      if (isFirst) {
        isFirst = false
        await meanwhile()
      }
      return known
    },
  }
}
