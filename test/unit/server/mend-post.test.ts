import { describe, expect, it } from 'vitest'
import { ANYONE } from '../../../lib/server/access.ts'
import { describeCast } from '../../../lib/server/describe-cast.ts'
import { checkInWords } from '../../../lib/server/export/log-check.ts'
import { readLog } from '../../../lib/server/export/read-log.ts'
import { openToRead } from '../../../lib/server/open-cast.ts'
import { readChanges } from '../../../lib/server/read-changes.ts'
import { readHistory } from '../../../lib/server/read-history.ts'
import { readPost } from '../../../lib/server/read-post.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, outcomes, publishOp, removeOp, reviseOp, settingsOp } from '../../support/arrange-log.ts'

const MINUTE = 60_000

describe('mending a post', () => {
  it('says what a photo shows, and leaves the photo as it is', async () => {
    const { store, cast, send } = await arrangeLog()
    const photo = { id: newId(), width: 4, height: 3, thumbhash: '', alt: '', bytes: 9 }
    const op = publishOp('Look', { media: [photo] })
    await send([op])
    const alone = (media: object[]) => send([reviseOp(op.post.id, 1, { media })])
    expect(outcomes(await alone([{ id: newId(), alt: 'Of another post' }]))).toEqual(['invalid 400'])
    expect(outcomes(await alone([{ id: photo.id, alt: 'x'.repeat(1_001) }]))).toEqual(['invalid 400'])
    expect(outcomes(await alone([{ id: photo.id, alt: ' A brown  dog ' }]))).toEqual(['applied'])
    const post = await store.readPost({ cast: cast.id, id: op.post.id })
    expect(post).toMatchObject({ text: 'Look', media: [{ id: photo.id, alt: 'A brown dog', state: 'waiting' }] })
  })

  it('replaces what is named, keeps its place and its times, and says when it was edited', async () => {
    const { send, posts, changesSince } = await arrange()
    const op = publishOp('Cake at tree', { at: NOON - MINUTE, key: 'Cake' })
    await send([op, publishOp('later')])
    await send([reviseOp(op.post.id, 1, { text: ' Cake at three ' })], { now: NOON + MINUTE })
    const [, mended] = await posts()
    expect(mended).toMatchObject({
      id: op.post.id,
      seq: 1,
      rev: 3,
      text: 'Cake at three',
      html: '<p dir="auto">Cake at three</p>\n',
      key: 'Cake',
      capturedAt: '2026-06-13T11:59:00.000Z',
      receivedAt: '2026-06-13T12:00:00.000Z',
      editedAt: '2026-06-13T12:01:00.000Z',
    })
    expect(await changesSince(0)).toMatchObject([{ rev: 2 }, { rev: 3, post: { text: 'Cake at three' } }])
  })

  it('may build on the rev that was seen or on the author’s own last op, and on nothing older', async () => {
    const { send } = await arrange()
    const op = publishOp('one')
    const second = reviseOp(op.post.id, op.op, { text: 'two' })
    expect(outcomes(await send([op, second, reviseOp(op.post.id, second.op, { text: 'three' })]))).toEqual([
      'applied',
      'applied',
      'applied',
    ])
    for (const base of [op.op, 2, newId()]) {
      const { results } = await send([reviseOp(op.post.id, base, { text: 'from the past' })])
      expect(outcomes({ results })).toEqual(['conflict 409'])
      expect(results[0]).toMatchObject({ error: { post: { rev: 3, text: 'three' } } })
    }
    expect(outcomes(await send([reviseOp(op.post.id, 3, { text: 'four' })]))).toEqual(['applied'])
  })

  it('counts key moments as they come and go', async () => {
    const { send, counts } = await arrange()
    const op = publishOp('Cake')
    await send([op, publishOp('Gate', { key: 'Gate' })])
    await send([reviseOp(op.post.id, op.op, { key: 'Cake' })])
    expect(await counts()).toMatchObject({ posts: 2, keyMoments: 2 })
    await send([reviseOp(op.post.id, 3, { key: null })])
    expect(await counts()).toMatchObject({ posts: 2, keyMoments: 1 })
  })

  it('is its author’s alone, is taken after the end, and is refused with words that no post may have', async () => {
    const { send, author, store } = await arrange()
    const op = publishOp('one')
    await send([op, settingsOp({ endedAt: new Date(NOON).toISOString() })])
    const other = { ...author, id: newId(), name: 'Ania' }
    const mend = (change: object, by = author) =>
      send([{ op: newId(), type: 'revise', post: { id: op.post.id, base: 1, ...change } }], {
        by,
        now: NOON + 48 * 60 * MINUTE,
      })
    expect(outcomes(await mend({ text: 'theirs' }, other))).toEqual(['not_yours 403'])
    expect(outcomes(await send([removeOp(op.post.id)], { by: other }))).toEqual(['not_yours 403'])
    expect(outcomes(await mend({}))).toEqual(['invalid 400'])
    expect(outcomes(await mend({ text: ' ' }))).toEqual(['text_empty 422'])
    expect(outcomes(await mend({ text: 'x'.repeat(10_001) }))).toEqual(['text_too_long 422'])
    expect(outcomes(await send([reviseOp(newId(), 1, { text: 'x' })]))).toEqual(['post_missing 404'])
    expect(outcomes(await mend({ text: 'still mine' }))).toEqual(['applied'])
    expect(
      await store.readPost({ cast: (await store.listHeads({ limit: 1 }))[0]?.cast ?? '', id: op.post.id }),
    ).toMatchObject({ text: 'still mine' })
  })

  it('does not go on behind a refused op on the same post', async () => {
    const { send } = await arrange()
    const op = publishOp(' ')
    const results = await send([
      op,
      reviseOp(op.post.id, op.op, { text: 'x' }),
      removeOp(op.post.id),
      publishOp('fine'),
    ])
    expect(outcomes(results)).toEqual(['text_empty 422', 'blocked 409', 'blocked 409', 'applied'])
  })
})

describe('removing a post', () => {
  it('leaves no word of it: not in history, changes, key moments, the log or its page (invariant 6)', async () => {
    const { send, posts, changesSince, counts, store, cast, record } = await arrange()
    const op = publishOp('the secret', { key: 'secret moment' })
    await send([op, publishOp('later'), reviseOp(op.post.id, op.op, { text: 'the mended secret' })])
    expect(outcomes(await send([removeOp(op.post.id)]))).toEqual(['applied'])
    expect((await posts()).map(post => post.text)).toEqual(['later'])
    expect(await changesSince(0)).toEqual([
      expect.objectContaining({ rev: 2 }),
      { rev: 4, post: { id: op.post.id, seq: 1, rev: 4, removed: true } },
    ])
    expect(await counts()).toMatchObject({ posts: 2, removed: 1, keyMoments: 0 })
    const everything = [
      await store.readEntries({ cast: cast.id, after: 0, limit: 100 }),
      await store.readEntryByOp({ cast: cast.id, op: op.op }),
      await describeCast(store, await record()),
      await readLog(store, await record()),
    ]
    expect(JSON.stringify(everything)).not.toContain('secret')
    await expect(readPost(store, await record(), op.post.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(checkInWords((await readLog(store, await record())).check)).toBe(
      '1 of 2 posts, no gaps; 1 was deleted by its author',
    )
  })

  it('is final, can be asked again, and its ops are still known by their ids (invariant 1)', async () => {
    const { send, counts } = await arrange()
    const op = publishOp('gone')
    const remove = removeOp(op.post.id)
    await send([op, remove])
    expect(outcomes(await send([op, remove]))).toEqual(['replayed', 'replayed'])
    expect(outcomes(await send([{ ...op, post: { ...op.post, text: 'back' } }]))).toEqual(['conflict 409'])
    expect(outcomes(await send([publishOp('back', { id: op.post.id })]))).toEqual(['conflict 409'])
    const { results } = await send([reviseOp(op.post.id, op.op, { text: 'back' })])
    expect(results[0]).toMatchObject({ error: { code: 'conflict', post: { removed: true } } })
    expect(outcomes(await send([removeOp(op.post.id)]))).toEqual(['applied'])
    expect(outcomes(await send([removeOp(newId())]))).toEqual(['post_missing 404'])
    expect(await counts()).toMatchObject({ posts: 1, removed: 1 })
  })
})

async function arrange() {
  const log = await arrangeLog()
  const record = () => openToRead(log.store, ANYONE, log.cast.id)
  return {
    ...log,
    record,
    posts: async () => (await readHistory(log.store, await record(), {})).posts,
    changesSince: async (rev: number) => (await readChanges(log.store, await record(), { since: { rev } })).changes,
    counts: async () => (await record()).counts,
  }
}
