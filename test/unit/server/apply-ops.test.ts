import { describe, expect, it } from 'vitest'
import { ANYONE } from '../../../lib/server/access.ts'
import { applyOps } from '../../../lib/server/apply-ops.ts'
import { openToRead } from '../../../lib/server/open-cast.ts'
import { readHistory } from '../../../lib/server/read-history.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, outcomes, publishOp, settingsOp } from '../../support/arrange-log.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

describe('a batch of ops', () => {
  it('is applied in order, each op one rev', async () => {
    const { send, store, cast } = await arrangeLog()
    const { rev, results } = await send([publishOp('one'), publishOp('two'), settingsOp({ title: 'Cake' })])
    expect(results.map(result => result.status === 'applied' && result.rev)).toEqual([1, 2, 3])
    expect(rev).toBe(3)
    const record = await openToRead(store, ANYONE, cast.id)
    expect(record).toMatchObject({ settings: { title: 'Cake' }, counts: { posts: 2 } })
    const { posts } = await readHistory(store, record, {})
    expect(posts.map(post => post.text)).toEqual(['two', 'one'])
  })

  it('answers an op that comes again with its first rev, and stores it once (invariant 1)', async () => {
    const { send, store, cast } = await arrangeLog()
    const op = publishOp('once')
    const [first] = (await send([op])).results
    await send([publishOp('in between')])
    const [again] = (await send([op])).results
    expect(again).toEqual({ ...first, status: 'replayed' })
    expect((await openToRead(store, ANYONE, cast.id)).counts.posts).toBe(2)
  })

  it('calls it a conflict when the op id or the post id stands for something else', async () => {
    const { send } = await arrangeLog()
    const op = publishOp('first')
    await send([op])
    const other = { ...op, post: { ...op.post, text: 'second' } }
    const samePost = { ...op, op: newId() }
    expect(outcomes(await send([other]))).toEqual(['conflict 409'])
    expect(outcomes(await send([samePost]))).toEqual(['conflict 409'])
  })

  it('goes on after a refused op, but not with later ops on the same post', async () => {
    const { send } = await arrangeLog()
    const empty = publishOp('  ')
    const retried = publishOp('words', { id: empty.post.id })
    const { results } = await send([empty, retried, publishOp('fine')])
    expect(outcomes({ results })).toEqual(['text_empty 422', 'blocked 409', 'applied'])
    const unreadable = publishOp('x', { mood: 'good' } as object)
    const later = publishOp('words', { id: unreadable.post.id })
    expect(outcomes(await send([unreadable, later]))).toEqual(['unknown_op 400', 'blocked 409'])
  })

  it('stores nothing under another person’s name', async () => {
    const { send, author, store, cast } = await arrangeLog()
    const body = { author: newId(), sentAt: new Date(NOON).toISOString(), ops: [publishOp('x')] }
    const sent = applyOps({ store, secret: 's', now: NOON }, { author, cast: cast.id, body })
    await expect(sent).rejects.toMatchObject({ code: 'wrong_author' })
    expect((await send([publishOp('mine')])).rev).toBe(1)
  })

  it.each([
    ['an op without an id', { type: 'publish', post: {} }, 'invalid 400', 'op'],
    [
      'a post without an id',
      { ...publishOp('x'), post: { text: 'x', capturedAt: new Date().toISOString() } },
      'invalid 400',
      'post.id',
    ],
    ['text that is no string', publishOp(5 as unknown as string), 'invalid 400', 'post.text'],
    ['something that is no object', 'publish', 'invalid 400', ''],
    ['a type of the future', { op: newId(), type: 'applaud', post: {} }, 'unknown_op 400', 'type'],
    ['a field of the future', publishOp('x', { mood: 'good' } as object), 'unknown_op 400', 'post.mood'],
    ['empty text', publishOp('\u0000 \n'), 'text_empty 422', undefined],
    ['a key that is too long', publishOp('x', { key: 'k'.repeat(81) } as object), 'invalid 400', 'post.key'],
    ['settings that name nothing', settingsOp({}), 'invalid 400', 'cast'],
    ['a time zone that is none', settingsOp({ timeZone: 'Mars/Olympus' }), 'invalid 400', 'cast.timeZone'],
    ['a language that is none', settingsOp({ lang: 'not a language' }), 'invalid 400', 'cast.lang'],
    ['an empty title', settingsOp({ title: ' ' }), 'title_empty 422', undefined],
  ])('refuses %s and says where', async (_what, op, refusal, path) => {
    const { send } = await arrangeLog()
    const { results, rev } = await send([op])
    expect(outcomes({ results })).toEqual([refusal])
    expect(results[0]).toMatchObject(path === undefined ? {} : { error: { path } })
    expect(rev).toBe(0)
  })

  it('says by how much a text is too long, and takes one that just fits', async () => {
    const { send } = await arrangeLog()
    const { results } = await send([publishOp('x'.repeat(10_012)), publishOp(` ${'x'.repeat(10_000)}\n`)])
    expect(results[0]).toMatchObject({ error: { code: 'text_too_long', over: 12 } })
    expect(results[1]).toMatchObject({ status: 'applied' })
  })
})

describe('the times of a post', () => {
  const captured = async (send: Awaited<ReturnType<typeof arrangeLog>>, ops: unknown[], clocks: object) => {
    await send.send(ops, clocks)
    const record = await openToRead(send.store, ANYONE, send.cast.id)
    return (await readHistory(send.store, record, {})).posts.map(post => post.capturedAt).reverse()
  }

  it('are the device’s when its clock is about right, but never in the future', async () => {
    const log = await arrangeLog()
    const ops = [publishOp('late', { at: NOON - 30 * MINUTE }), publishOp('early', { at: NOON + MINUTE })]
    expect(await captured(log, ops, { sentAt: NOON + MINUTE })).toEqual([
      '2026-06-13T11:30:00.000Z',
      '2026-06-13T12:00:00.000Z',
    ])
  })

  it.each([
    ['behind', -400 * DAY],
    ['ahead', 400 * DAY],
  ])('are moved by the difference when the device is years %s', async (_which, off) => {
    const log = await arrangeLog()
    const ops = [publishOp('x', { at: NOON + off - 10 * MINUTE })]
    expect(await captured(log, ops, { sentAt: NOON + off })).toEqual(['2026-06-13T11:50:00.000Z'])
  })

  it('have a year of four digits, whatever a device says', async () => {
    const log = await arrangeLog()
    const ops = [publishOp('x', { at: Date.parse('0001-01-01T00:00:00Z') })]
    const sentAt = Date.parse('9999-12-31T00:00:00Z')
    expect(await captured(log, ops, { sentAt })).toEqual(['1970-01-01T00:00:00.000Z'])
  })

  it('never run backwards inside a batch (invariant 2)', async () => {
    const log = await arrangeLog()
    const ops = [publishOp('a', { at: NOON - MINUTE }), publishOp('b', { at: NOON - 9 * MINUTE })]
    expect(await captured(log, ops, {})).toEqual(['2026-06-13T11:59:00.000Z', '2026-06-13T11:59:00.000Z'])
  })
})

describe('a cast that has ended', () => {
  it('takes what was captured before its end for a day, refuses what came after, and takes all again when reopened', async () => {
    const { send } = await arrangeLog()
    await send([settingsOp({ endedAt: new Date(NOON).toISOString() })])
    const early = () => publishOp('before', { at: NOON - MINUTE })
    const late = () => publishOp('after', { at: NOON + MINUTE })
    expect(outcomes(await send([early(), late()], { now: NOON + 2 * MINUTE }))).toEqual(['applied', 'cast_ended 409'])
    expect(outcomes(await send([early()], { now: NOON + DAY + MINUTE }))).toEqual(['cast_ended 409'])
    expect(outcomes(await send([settingsOp({ endedAt: null }), late()], { now: NOON + 2 * DAY }))).toEqual([
      'applied',
      'applied',
    ])
  })
})
