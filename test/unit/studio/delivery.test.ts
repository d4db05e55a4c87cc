import { describe, expect, it } from 'vitest'
import { chipOf } from '../../../lib/client/chip-of.ts'
import type { ChannelListener } from '../../../lib/client/live/channel-port.ts'
import { pushOf, watchPushes } from '../../../lib/client/push-marks.ts'

const AT = Date.parse('2026-06-13T12:28:00Z')

describe('how far posts were pushed', () => {
  function arrange(changes: unknown = {}, known: number | null = 5) {
    let listener: ChannelListener | undefined
    const watch = watchPushes(known, {
      now: () => AT,
      onConnected() {},
      fetch: async () => Response.json(changes),
      channels: {
        follow(_, given) {
          listener = given
          return () => {}
        },
        retry() {},
        close() {},
      },
    })
    const heard: unknown[] = []
    const ignore = () => {}
    watch.channels.follow('cast-1', {
      subscribed: ignore,
      lost: ignore,
      alive: ignore,
      counted: ignore,
      event: data => heard.push(data),
    })
    return { watch, heard, event: (data: unknown) => listener?.event(data) }
  }

  it('is not known before anybody says so', () => {
    expect(pushOf(arrange().watch.marks(), 6)).toBeUndefined()
  })

  it('is told by the answer to ops, and by no answer that covers less', () => {
    const { watch } = arrange()
    watch.note({ rev: 6, at: '2026-06-13T12:28:00Z' })
    expect(pushOf(watch.marks(), 6)).toEqual({ rev: 6, at: AT })
    expect(pushOf(watch.marks(), 7)).toBeUndefined()
  })

  it('is shown by an event that this page itself received, and the reader hears it too', () => {
    const { watch, heard, event } = arrange()
    event({ rev: 7, tip: '0badcafe' })
    expect(pushOf(watch.marks(), 7)).toEqual({ rev: 7, at: AT })
    expect(heard).toHaveLength(1)
  })

  it('is told by an answer to changes, which the reader still can read', async () => {
    const { watch } = arrange({ rev: 8, pushed: { rev: 8, at: '2026-06-13T12:28:00Z' } })
    const response = await watch.fetch('/api/casts/1/changes?since=5', {
      signal: AbortSignal.abort(),
      cache: 'no-store',
    })
    expect(pushOf(watch.marks(), 8)).toEqual({ rev: 8, at: AT })
    expect(await response.json()).toMatchObject({ rev: 8 })
  })

  it('claims no time for what went out while the page was kept on the device', () => {
    const { watch, event } = arrange({}, null)
    watch.note({ rev: 9, at: '2026-06-13T12:28:00Z' })
    event({ rev: 10, tip: '0badcafe' })
    expect(pushOf(watch.marks(), 8)).toEqual({ rev: 9, at: null })
    expect(pushOf(watch.marks(), 10)).toEqual({ rev: 10, at: AT })
    const lively = arrange({}, null)
    lively.event({ rev: 10, tip: '0badcafe' })
    expect([9, 10].map(rev => pushOf(lively.watch.marks(), rev)?.at)).toEqual([null, AT])
  })

  it('claims no time for what was pushed before the page was opened', () => {
    const { watch } = arrange()
    watch.note({ rev: 5, at: '2026-06-13T12:28:00Z' })
    watch.note({ rev: 6, at: '2026-06-13T12:29:00Z' })
    expect(pushOf(watch.marks(), 3)).toEqual({ rev: 5, at: null })
  })
})

describe('the chip', () => {
  const base = {
    key: 1,
    person: 'tomek',
    cast: 'burek',
    sends: 0,
    ask: { op: 'op', type: 'remove', post: { id: 'p' } },
  } as const
  const queued = { ...base, state: 'queued', attempt: 0, since: 0, notBefore: 0 } as const
  const failed = { ...queued, attempt: 2 }
  const signedOut = { ...base, state: 'held', because: { reason: 'signed_out', code: 'signed_out' } } as const
  const refused = { ...base, state: 'held', because: { reason: 'refused', code: 'cast_ended' } } as const

  it.each([
    ['live', 'nothing', [], 'live', 'On the air', 'all sent'],
    ['live', 'nothing', [queued, queued], 'live', 'On the air', 'sending 2'],
    ['live', null, [], 'quiet', 'Connecting…', ''],
    ['live', 'offline', [], 'trouble', 'No signal', 'all sent'],
    ['live', 'reconnecting', [queued], 'trouble', 'No signal', '1 waiting, safe on this phone'],
    ['live', 'nothing', [failed, queued, queued], 'trouble', 'No signal', '3 waiting, safe on this phone'],
    ['live', 'nothing', [signedOut, queued], 'trouble', 'Session ended', '2 waiting on this phone'],
    ['live', 'nothing', [refused, queued], 'trouble', '1 not sent', 'see below, 1 more waiting'],
    ['ended', 'nothing', [], 'quiet', 'Ended', 'all sent'],
    ['scheduled', 'nothing', [], 'quiet', 'Not on the air yet', 'all sent'],
  ] as const)(
    'says of a cast that is %s, with the line "%s" and %j: %s, %s · %s',
    (state, line, entries, tone, lead, rest) => {
      expect(chipOf({ state, line, entries, photos: 0 })).toEqual({ tone, lead, rest })
    },
  )

  it('counts photos that are on their way once the words are out', () => {
    const facts = { state: 'live', photos: 4 } as const
    expect(chipOf({ ...facts, line: 'nothing', entries: [] }).rest).toBe('sending 4 photos')
    expect(chipOf({ ...facts, line: 'offline', entries: [] }).rest).toBe('4 photos waiting, safe on this phone')
    expect(chipOf({ ...facts, line: 'nothing', entries: [queued] }).rest).toBe('sending 1')
  })
})
