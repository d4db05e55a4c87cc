import { describe, expect, it } from 'vitest'
import { chipOf } from '../../../lib/client/chip-of.ts'
import type { ChannelListener } from '../../../lib/client/live/channel-port.ts'
import { ownPosts } from '../../../lib/client/own-posts.ts'
import { pushOf, watchPushes } from '../../../lib/client/push-marks.ts'
import type { Post } from '../../../lib/shared/post.ts'

const AT = Date.parse('2026-06-13T12:28:00Z')

function post(seq: number, author: string): Post {
  const at = '2026-06-13T12:00:00Z'
  const words = { text: `post ${seq}`, html: '', key: null }
  return {
    id: `post-${seq}`,
    seq,
    rev: seq,
    author: { id: author, name: author },
    ...words,
    capturedAt: at,
    receivedAt: at,
  }
}

describe('how far posts were pushed', () => {
  function arrange(changes: unknown = {}) {
    let listener: ChannelListener | undefined
    const watch = watchPushes(5, {
      now: () => AT,
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
    const response = await watch.fetch('/api/casts/1/changes?since=5', { signal: AbortSignal.abort() })
    expect(pushOf(watch.marks(), 8)).toEqual({ rev: 8, at: AT })
    expect(await response.json()).toMatchObject({ rev: 8 })
  })

  it('claims no time for what was pushed before the page was opened', () => {
    const { watch } = arrange()
    watch.note({ rev: 5, at: '2026-06-13T12:28:00Z' })
    watch.note({ rev: 6, at: '2026-06-13T12:29:00Z' })
    expect(pushOf(watch.marks(), 3)).toEqual({ rev: 5, at: null })
  })
})

describe('own posts', () => {
  const posts = new Map(
    [post(9, 'tomek'), post(3, 'tomek'), post(7, 'ania'), post(1, 'tomek')].map(each => [each.id, each]),
  )
  const sent = { id: 'post-10', rev: 10, text: 'ten', key: null, capturedAt: '2026-06-13T12:00:00Z' }

  it('are those of the person, oldest first, without a hole', () => {
    const own = ownPosts({ posts, floor: 3 }, { person: 'tomek', sent: [] })
    expect(own.map(each => each.post.id)).toEqual(['post-3', 'post-9'])
  })

  it('end with what was sent and has not come back yet, shown once', () => {
    const first = { ...sent, id: 'post-9', rev: 9 }
    const own = ownPosts({ posts, floor: null }, { person: 'tomek', sent: [first, sent] })
    expect(own.map(each => `${each.post.id} ${each.kind}`)).toEqual([
      'post-1 shown',
      'post-3 shown',
      'post-9 shown',
      'post-10 sent',
    ])
  })
})

describe('the chip', () => {
  const live = { state: 'live', line: 'nothing' } as const

  it.each([
    [{ cast: live, draft: 'writing', isKept: true }, 'live', 'On the air', 'all sent'],
    [{ cast: live, draft: 'sending', isKept: true }, 'live', 'On the air', 'sending 1'],
    [{ cast: null, draft: 'writing', isKept: true }, 'quiet', 'Connecting…', ''],
    [
      { cast: { ...live, line: 'offline' }, draft: 'waiting', isKept: true },
      'trouble',
      'No signal',
      '1 waiting, safe on this phone',
    ],
    [{ cast: live, draft: 'waiting', isKept: false }, 'trouble', 'Not sent yet', '1 waiting'],
    [{ cast: live, draft: 'signed_out', isKept: true }, 'trouble', 'Session ended', '1 waiting on this phone'],
    [{ cast: { ...live, state: 'ended' }, draft: 'writing', isKept: true }, 'quiet', 'Ended', 'all sent'],
    [
      { cast: { ...live, state: 'scheduled' }, draft: 'writing', isKept: true },
      'quiet',
      'Not on the air yet',
      'all sent',
    ],
  ] as const)('says for %j: %s, %s · %s', (facts, tone, lead, rest) => {
    expect(chipOf(facts)).toEqual({ tone, lead, rest })
  })
})
