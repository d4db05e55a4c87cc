import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { ChannelListener } from '../../../lib/client/live/channel-port.ts'
import { followCast } from '../../../lib/client/live/follow-cast.ts'
import { newestSeq, shownPosts } from '../../../lib/client/live/shown-posts.ts'
import type { FailureCode } from '../../../lib/shared/failures.ts'
import { isRemoved } from '../../../lib/shared/is-removed.ts'
import { fakeSignals } from '../../support/fake-signals.ts'
import { type ModelEntry, type ModelLog, modelLog } from '../../support/model-log.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

describe('what keeps a reader fresh', () => {
  it('asks for what happened before it was subscribed, then shows what events tell', async () => {
    const { reader, server, channel, texts } = arrange({ posts: 4, from: 2 })
    server.head = 3
    await channel.subscribe()
    expect(texts()).toEqual(['post 3', 'post 2', 'post 1'])
    expect(reader().contact).toEqual({ kind: 'live' })
    const asked = server.asked.length
    await channel.send(4)
    expect(texts()[0]).toBe('post 4')
    expect(server.asked).toHaveLength(asked)
  })

  it('finds a lost last message within 45 s and a quarter, though no gap shows it', async () => {
    const { server, channel, clock, texts } = arrange({ posts: 2, from: 1 })
    await channel.subscribe()
    server.head = 2
    await clock.advance(33_000)
    expect(texts()).toEqual(['post 1'])
    await clock.advance(24_000)
    expect(texts()).toEqual(['post 2', 'post 1'])
  })

  it('fetches a gap at once, and again with backoff until it is closed', async () => {
    const { server, channel, clock, texts } = arrange({ posts: 5, from: 1 })
    await channel.subscribe()
    server.lag = 3 // this server knows less than the one that sent the event
    await channel.send(5)
    const [first] = server.asked.slice(-1)
    expect(first).toContain('atLeast=5')
    expect(texts()).toEqual(['post 3', 'post 2', 'post 1'])
    const asked = server.asked.length
    await clock.advance(400)
    expect(server.asked).toHaveLength(asked)
    server.lag = null
    await clock.advance(700)
    expect(texts()[0]).toBe('post 5')
  })

  it('asks every 10 s while there is no socket, sooner at first, and every 45 s or so while there is', async () => {
    const { server, channel, clock } = arrange({ posts: 1, from: 1 })
    await clock.advance(2_500)
    expect(server.asked).toHaveLength(1)
    await clock.advance(10_000)
    expect(server.asked).toHaveLength(3)
    await clock.advance(60_000)
    expect(server.asked).toHaveLength(9)
    await channel.subscribe()
    expect(server.asked).toHaveLength(10)
    await clock.advance(450_000)
    expect(server.asked.length - 10).toBeGreaterThanOrEqual(8)
    expect(server.asked.length - 10).toBeLessThanOrEqual(13)
  })

  it('asks again when the page is seen, and nudges a socket that is not there', async () => {
    const { server, channel, signals, clock } = arrange({ posts: 2, from: 1 })
    server.head = 2
    signals.wake()
    await clock.advance(0)
    expect(server.asked).toHaveLength(1)
    expect(channel.nudges).toBe(1)
  })

  it('reads on by polling where no socket can be had, and says nothing alarming', async () => {
    const { server, clock, reader, reading, texts } = arrange({ posts: 3, from: 1 })
    await clock.advance(20_000)
    expect(reader().contact).toEqual({ kind: 'polling' })
    server.head = 3
    await clock.advance(10_000)
    expect(texts()).toEqual(['post 3', 'post 2', 'post 1'])
    expect(reading().line).toEqual({ says: 'nothing' })
  })

  it('asks soon at first while the socket is not there, as the network may be gone again, and at once more often then', async () => {
    const { server, clock, reader } = arrange({ posts: 2, from: 1 })
    await clock.advance(2_500)
    expect(reader().contact).toEqual({ kind: 'polling' })
    server.answer = 'down'
    await clock.advance(2_500)
    expect(reader().contact).toMatchObject({ kind: 'lost' })
    await clock.advance(60_000)
    server.answer = 'ours'
    server.head = 2
    await clock.advance(1_250)
    expect(reader().position.rev).toBe(2)
  })

  it('asks as often while nobody answers when it is known to miss something', async () => {
    const { server, channel, clock, reader } = arrange({ posts: 5, from: 1 })
    await channel.subscribe()
    server.answer = 'down'
    await channel.send(5)
    await channel.drop()
    await clock.advance(30_000)
    const asked = server.asked.length
    await clock.advance(30_000)
    expect(server.asked.length - asked).toBeGreaterThan(20)
    server.answer = 'ours'
    await clock.advance(1_250)
    expect(reader().position.rev).toBe(5)
  })

  it('tells of a lost connection after 3 s, up to when the page is complete, and then that nothing was missed', async () => {
    const { server, channel, clock, reader, reading, texts } = arrange({ posts: 4, from: 1 })
    await channel.subscribe()
    await clock.advance(5_000)
    channel.beat()
    const complete = clock.now()
    server.answer = 'down'
    await clock.advance(1_000)
    await channel.drop()
    await clock.advance(2_900)
    expect(reading().line).toEqual({ says: 'nothing' })
    await clock.advance(200)
    expect(reading().line).toEqual({ says: 'reconnecting' })
    expect(reader().completeAt).toBe(complete)
    server.head = 3
    server.answer = 'ours'
    await clock.advance(2_500)
    expect(texts()[0]).toBe('post 3')
    expect(reading().line.says).toBe('back')
    expect(channel.nudges).toBe(1)
    await channel.subscribe()
    await clock.advance(4_000)
    expect(reading().line).toEqual({ says: 'nothing' })
  })

  it('asks again within 2.5 s where a dead network swallows its questions, and not while it has a socket', async () => {
    const { server, channel, clock, texts } = arrange({ posts: 3, from: 1 })
    await channel.subscribe()
    server.answer = 'silence'
    await channel.send(3)
    await clock.advance(9_000)
    const asked = server.asked.length
    await channel.drop()
    await clock.advance(60_000)
    expect(server.asked.length - asked).toBeGreaterThan(21)
    server.answer = 'ours'
    await clock.advance(2_500)
    expect(texts()).toEqual(['post 3', 'post 2', 'post 1'])
  })

  it('takes the words from the browser’s guess, and asks all the same', async () => {
    const { server, clock, reading, signals, texts } = arrange({ posts: 2, from: 1 })
    server.answer = 'down'
    signals.online = false
    signals.network()
    await clock.advance(5_000)
    expect(reading().line).toEqual({ says: 'offline' })
    server.answer = 'ours'
    server.head = 2
    await clock.advance(10_000)
    expect(texts()[0]).toBe('post 2')
  })

  it.each(['a captive portal’s page', 'not our JSON', 'a proxy’s 403', 'internal', 'down'] as const)(
    'takes %s for network trouble: asks again, keeps what it has',
    async answer => {
      const { server, clock, reader, texts } = arrange({ posts: 2, from: 1 })
      server.answer = answer
      await clock.advance(30_000)
      expect(texts()).toEqual(['post 1'])
      expect(reader()).toMatchObject({ mode: 'reading', contact: { kind: 'lost' } })
      server.answer = 'ours'
      server.head = 2
      await clock.advance(10_000)
      expect(texts()).toEqual(['post 2', 'post 1'])
    },
  )

  it('waits as long as the server wishes', async () => {
    const { server, clock } = arrange({ posts: 1, from: 1 })
    server.answer = 'too_many'
    await clock.advance(2_500)
    expect(server.asked).toHaveLength(1)
    await clock.advance(57_000)
    expect(server.asked).toHaveLength(1)
    await clock.advance(3_000)
    expect(server.asked).toHaveLength(2)
  })

  it('loads afresh when the log is another one', async () => {
    const { server, channel, clock, reader, texts } = arrange({ posts: 6, from: 6 })
    await channel.subscribe()
    const restored = modelLog(['publish', 'publish'], 'b')
    server.restore(restored)
    await clock.advance(60_000)
    expect(texts()).toEqual(['post 2', 'post 1'])
    expect(reader()).toMatchObject({ mode: 'reading', position: { rev: 2, tip: restored.tipOf(2) } })
  })

  it('stops when there is nothing to read for it any more', async () => {
    const { server, channel, clock, reader } = arrange({ posts: 2, from: 1 })
    await channel.subscribe()
    server.answer = 'not_found'
    await clock.advance(60_000)
    expect(reader().mode).toBe('gone')
    expect(channel.names).toEqual([])
    const asked = server.asked.length
    await clock.advance(120_000)
    expect(server.asked).toHaveLength(asked)
  })

  it('follows the cast to another channel, and asks what it missed on the way', async () => {
    const { server, channel, reader, texts } = arrange({ posts: 1, from: 1, next: ['settings', 'publish'] })
    await channel.subscribe()
    const moved = { ...server.log.castAt(2), channel: 'private-cast-2' }
    await channel.sendData({ ...server.log.event(2, 2), change: { rev: 2, cast: moved } })
    expect(channel.names).toEqual(['private-cast-2'])
    expect(reader().contact.kind).toBe('waiting')
    server.head = 3
    await channel.subscribe()
    expect(texts()).toEqual(['post 3', 'post 1'])
  })

  it('loads older posts once, however often it is told to, and can try again', async () => {
    const { server, follower, clock, reading, texts } = arrange({ posts: 5, from: 5 })
    expect(texts()).toEqual(['post 5', 'post 4', 'post 3'])
    server.answer = 'down'
    void follower.loadOlder()
    void follower.loadOlder()
    await clock.advance(0)
    expect(reading().older).toBe('failed')
    expect(server.asked.filter(address => address.includes('before='))).toHaveLength(1)
    server.answer = 'ours'
    void follower.loadOlder()
    await clock.advance(0)
    expect(texts()).toEqual(['post 5', 'post 4', 'post 3', 'post 2', 'post 1'])
    expect(reading().older).toBe('idle')
  })

  it('asks one question at a time, and once more for what came up meanwhile', async () => {
    const { server, channel, signals, clock } = arrange({ posts: 3, from: 1 })
    const letGo = server.hold()
    await channel.subscribe()
    signals.wake()
    signals.wake()
    await clock.advance(0)
    expect(server.asked).toHaveLength(1)
    letGo()
    await clock.advance(0)
    expect(server.asked).toHaveLength(2)
  })
})

type Way = 'ours' | 'silence' | 'down' | 'a captive portal’s page' | 'not our JSON' | 'a proxy’s 403' | FailureCode

function arrange({ posts, from, next = [] }: { posts: number; from: number; next?: ModelEntry[] }) {
  const log = modelLog([...Array.from({ length: posts }, (): ModelEntry => 'publish'), ...next])
  const clock = virtualClock()
  const server = fakeServer(log, from)
  const channel = fakeChannel(server, () => clock.advance(0))
  const signals = fakeSignals()
  const start = { cast: log.castAnswer(from), page: log.postsAnswer(from), at: clock.now() }
  const follower = followCast({
    start,
    fetch: server.fetch,
    channels: channel.port,
    clock,
    random: () => 0.5,
    signals: signals.port,
  })
  const reader = () => follower.reading().reader
  const texts = () => shownPosts(reader(), newestSeq(reader())).flatMap(post => (isRemoved(post) ? [] : [post.text]))
  return { clock, server, channel, signals, follower, reader, reading: () => follower.reading(), texts }
}

function fakeServer(log: ModelLog, head: number) {
  let held = Promise.resolve()
  const server = {
    log,
    head,
    /** Answers stop short of the head by this rev, as a process behind would. */
    lag: null as number | null,
    answer: 'ours' as Way,
    asked: [] as string[],
    restore(restored: ModelLog) {
      server.log = restored
      server.head = restored.length
    },
    /** Keeps answers back until the function it returns is called. */
    hold() {
      let letGo = () => {}
      held = new Promise(resolve => {
        letGo = resolve
      })
      return letGo
    },
    async fetch(address: string, { signal }: { signal: AbortSignal }): Promise<Response> {
      server.asked.push(address)
      await held
      if (server.answer === 'silence') return silence(signal)
      if (server.answer === 'ours') return Response.json(...answerOf(new URL(address, 'http://localhost'), server))
      return otherAnswer(server.answer)
    },
  }
  return server
}

async function silence(signal: AbortSignal): Promise<never> {
  await once(signal, 'abort')
  throw signal.reason
}

function answerOf(
  url: URL,
  server: { log: ModelLog; head: number; lag: number | null },
): [unknown, { status: number }] {
  const { log } = server
  const head = server.lag ?? server.head
  if (url.pathname.endsWith('/posts')) {
    return [log.postsAnswer(head, { before: Number(url.searchParams.get('before') ?? 99) }), { status: 200 }]
  }
  if (!url.pathname.endsWith('/changes')) return [log.castAnswer(head), { status: 200 }]
  const [rev = '', tip] = (url.searchParams.get('since') ?? '').split('.')
  if (Number(rev) > head || tip !== log.tipOf(Number(rev))) return [refusal('log_restarted'), { status: 410 }]
  return [log.changesAnswer(head, Number(rev)), { status: 200 }]
}

function otherAnswer(way: Exclude<Way, 'ours' | 'silence'>): Response {
  switch (way) {
    case 'down':
      throw new TypeError('fetch failed')
    case 'a captive portal’s page':
      return new Response('<!doctype html><title>Sign in to the network</title>')
    case 'not our JSON':
      return Response.json({ status: 'ok' })
    case 'a proxy’s 403':
      return Response.json({ message: 'Forbidden' }, { status: 403 })
    case 'not_found':
      return Response.json(refusal(way), { status: 404 })
    default:
      return Response.json(refusal(way), { status: 503 })
  }
}

function refusal(code: FailureCode) {
  return { error: { code, message: 'as the table says', ...(code === 'too_many' && { retryAfter: 60 }) } }
}

function fakeChannel(server: { log: ModelLog; head: number }, settled: () => Promise<void>) {
  const followed = new Map<string, ChannelListener>()
  const tell = async (what: (listener: ChannelListener) => void) => {
    for (const listener of followed.values()) what(listener)
    await settled()
  }
  const channel = {
    nudges: 0,
    get names() {
      return [...followed.keys()]
    },
    port: {
      follow(name: string, listener: ChannelListener) {
        followed.set(name, listener)
        return () => followed.delete(name)
      },
      retry: () => {
        channel.nudges += 1
      },
      close: () => {},
    },
    subscribe: () => tell(listener => listener.subscribed()),
    drop: () => tell(listener => listener.lost()),
    beat: () => void tell(listener => listener.alive()),
    sendData: (data: unknown) => tell(listener => listener.event(data)),
    /** The server moves to `rev` and says so. */
    send(rev: number) {
      server.head = rev
      return channel.sendData(server.log.event(rev, rev))
    },
  }
  return channel
}
