import { describe, expect, it } from 'vitest'
import type { ChannelEvent, ChannelsHost } from '../../../lib/server/channels/channels-host.ts'
import { push } from '../../../lib/server/follow/push.ts'
import { memoryMarks, storedMarks } from '../../../lib/server/follow/push-marks.ts'
import { arrangeLog, NOON, publishOp, removeOp, settingsOp } from '../../support/arrange-log.ts'

describe('the pusher', () => {
  it('sends each change once, in order, on the cast’s channel, and moves its mark', async () => {
    const { push, heard, send, cast, pushed } = await arrange()
    await send([publishOp('one'), settingsOp({ title: 'Cake' }), publishOp('two')])
    await push()
    await push()
    expect(heard.map(event => event.channel)).toEqual([0, 1, 2].map(() => `cast-${cast.id}`))
    expect(read(heard)).toEqual(['1 one', '2 Cake', '3 two'])
    expect(await pushed()).toEqual({ rev: 3, at: '2026-06-13T12:00:00.000Z' })
  })

  it('sends at most 10 a time, and names only the head when it is more than 20 behind', async () => {
    const { push, batches, heard, send } = await arrange()
    await send([publishOp('first')])
    await push()
    await send(Array.from({ length: 20 }, (_, at) => publishOp(`post ${at}`)))
    await push()
    expect(batches()).toEqual([1, 10, 10])
    await send(Array.from({ length: 21 }, (_, at) => publishOp(`more ${at}`)))
    await push()
    expect(batches()).toEqual([1, 10, 10, 1])
    expect(read(heard).at(-1)).toBe('42')
  })

  it('does not move its mark when the host fails, and goes on from there (mutation: move it first, and this is red)', async () => {
    const { push, heard, send, host, pushed } = await arrange()
    await send([publishOp('one')])
    host.fails = true
    await expect(push()).rejects.toMatchObject({ name: 'ChannelsFailed' })
    expect(await pushed()).toBeNull()
    host.fails = false
    await push()
    expect(read(heard)).toEqual(['1 one'])
  })

  it('sends settings that later ones replaced without their words (invariant 6)', async () => {
    const { push, heard, send } = await arrange()
    await send([settingsOp({ title: 'Mended' }), settingsOp({ title: 'Right' })])
    await push()
    expect(read(heard)).toEqual(['1', '2 Right'])
  })

  it('tells that a post is gone, and sends nothing of what it said (invariant 6)', async () => {
    const { push, heard, send } = await arrange()
    const op = publishOp('secret')
    await send([op, removeOp(op.post.id)])
    await push()
    expect(heard.map(({ data }) => JSON.parse(data).change?.post)).toEqual([
      undefined,
      { id: op.post.id, seq: 1, rev: 2, removed: true },
    ])
    expect(JSON.stringify(heard)).not.toContain('secret')
  })

  it('sends a change that is over 10 KB without its words', async () => {
    const { push, heard, send } = await arrange()
    await send([publishOp('ä'.repeat(6_000))])
    await push()
    expect(read(heard)).toEqual(['1'])
  })

  it('with marks in the store, a restarted process goes on where the last one stopped', async () => {
    const { send, store, cast, heard, host } = await arrange()
    const parts = { store, channels: host.channels, now: () => NOON }
    await send([publishOp('one')])
    await push({ ...parts, marks: storedMarks(store, 'there') }, cast.id)
    await send([publishOp('two')])
    await push({ ...parts, marks: storedMarks(store, 'there') }, cast.id)
    expect(read(heard)).toEqual(['1 one', '2 two'])
  })
})

/** A Channels host outside, as far as the pusher sees it: it hears, or it fails. */
function newHost() {
  const host = { fails: false, heard: [] as ChannelEvent[], batches: [] as number[] }
  const unused = () => ({ auth: '' })
  const channels: ChannelsHost = {
    name: 'fake',
    async trigger(events) {
      if (host.fails) throw new Error('refused')
      host.heard.push(...events)
      host.batches.push(events.length)
    },
    countFollowers: async () => null,
    authorizeChannel: unused,
    authorizeMember: unused,
    authenticateUser: unused,
  }
  return Object.assign(host, { channels })
}

async function arrange() {
  const log = await arrangeLog()
  const host = newHost()
  const marks = memoryMarks()
  return {
    ...log,
    host,
    heard: host.heard,
    batches: () => host.batches,
    push: () => push({ store: log.store, channels: host.channels, marks, now: () => NOON }, log.cast.id),
    pushed: () => marks.read(log.cast.id),
  }
}

function read(events: ChannelEvent[]): string[] {
  return events.map(event => {
    const { rev, change } = JSON.parse(event.data)
    return [rev, change?.post?.text ?? change?.cast?.title].filter(part => part !== undefined).join(' ')
  })
}
