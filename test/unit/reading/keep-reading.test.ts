import { describe, expect, it } from 'vitest'
import type { ChannelListener } from '../../../lib/client/live/channel-port.ts'
import { followCast } from '../../../lib/client/live/follow-cast.ts'
import type { ReaderStart } from '../../../lib/client/live/reader-event.ts'
import { keepReading } from '../../../lib/client/reading/keep-reading.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import type { FailureCode } from '../../../lib/shared/failures.ts'
import { fakeSignals } from '../../support/fake-signals.ts'
import { type ModelLog, modelLog } from '../../support/model-log.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

describe('keeping what is read', () => {
  it('begins with what the page opened with', async () => {
    const { kept, start } = await arrange()
    expect(kept).toEqual([{ start: { ...start, cast: { ...start.cast, keyMoments: [] } }, keptAt: start.at }])
  })

  it('follows 2 s after a change, once for those that come together, and says when that was', async () => {
    const { clock, hear, kept, revs } = await arrange()
    await hear(2)
    await clock.advance(1_500)
    await hear(3)
    await clock.advance(499)
    expect(revs()).toEqual([1])
    await clock.advance(1)
    expect(revs()).toEqual([1, 3])
    expect(kept.at(-1)?.keptAt).toBe(clock.now())
  })

  it('is not put off by what goes on coming', async () => {
    const { clock, hear, revs } = await arrange()
    await hear(2)
    await clock.advance(1_500)
    await hear(3)
    await clock.advance(500)
    expect(revs()).toEqual([1, 3])
  })

  it('does not wait when the page goes out of sight, and has nothing more to do then', async () => {
    const { clock, hear, revs, signals } = await arrange()
    await hear(2)
    signals.unseen()
    expect(revs()).toEqual([1, 2])
    signals.unseen()
    await clock.advance(2_000)
    expect(revs()).toEqual([1, 2])
  })

  it('lets go of a cast that may not be read any more, and does not bring it back', async () => {
    const { answer, clock, forgotten, hear, revs, signals, start, stop } = await arrange()
    await hear(2)
    answer(() => refusal('not_found', 404))
    signals.wake()
    await clock.advance(0)
    expect(forgotten).toEqual([start.cast.cast.id])
    await clock.advance(60_000)
    signals.unseen()
    stop()
    expect(revs()).toEqual([1])
  })

  it('leaves the copy alone while the log has restarted, and keeps the other history once it is read', async () => {
    const { answer, clock, hear, kept, revs, signals, start } = await arrange()
    await hear(3)
    await clock.advance(2_000)
    answer(path => (path.endsWith('/changes') ? refusal('log_restarted', 410) : null))
    signals.wake()
    await clock.advance(0)
    signals.unseen()
    expect(revs()).toEqual([1, 3])
    const restored = modelLog(['publish', 'publish'], 'b')
    answer(serving(restored, start.cast.cast))
    await clock.advance(20_000)
    expect(kept.at(-1)?.start.page).toMatchObject({ rev: 2, tip: restored.tipOf(2), posts: restored.postsAt(2) })
  })

  it('ends with what was read last, and keeps nothing afterwards', async () => {
    const { clock, hear, revs, signals, stop } = await arrange()
    await hear(2)
    stop()
    expect(revs()).toEqual([1, 2])
    await hear(3)
    signals.unseen()
    await clock.advance(2_000)
    expect(revs()).toEqual([1, 2])
  })
})

/** Null: there is no network. */
type Answer = (path: string) => Response | null

/** A page that is live and stands at the first of four posts, on a network that the test answers for, with an eye on what it keeps. */
async function arrange() {
  const log = modelLog(['publish', 'publish', 'publish', 'publish'])
  const clock = virtualClock()
  const signals = fakeSignals()
  const start = { cast: log.castAnswer(1), page: log.postsAnswer(1), at: clock.now() }
  const network = networkOf(() => Response.json(log.changesAnswer(1, 1)))
  const parts = { start, clock, signals: signals.port, random: () => 0.5 }
  const follower = followCast({ ...parts, fetch: network.fetch, channels: network.channels })
  network.listener()?.subscribed()
  await clock.advance(0)
  const copies = noting()
  const stop = keepReading({ follower, kept: copies.port, clock, signals: signals.port })
  /** Every event up to `rev` comes; those that are known are dropped. */
  const hear = async (rev: number) => {
    for (let at = 2; at <= rev; at += 1) network.listener()?.event(log.event(at, at))
    await clock.advance(0)
  }
  const revs = () => copies.kept.map(copy => copy.start.page.rev)
  return { ...copies, answer: network.answer, clock, hear, revs, signals, start, stop }
}

function networkOf(first: Answer) {
  let answer = first
  let heard: ChannelListener | undefined
  return {
    listener: () => heard,
    answer(next: Answer) {
      answer = next
    },
    async fetch(address: string): Promise<Response> {
      return answer(new URL(address, 'http://localhost').pathname) ?? Promise.reject(new TypeError('Failed to fetch'))
    },
    channels: {
      follow(_name: string, listener: ChannelListener) {
        heard = listener
        return () => {}
      },
      retry() {},
      close() {},
    },
  }
}

function noting() {
  const kept: { start: ReaderStart; keptAt: number }[] = []
  const forgotten: string[] = []
  const port = {
    keep: async (start: ReaderStart, keptAt: number) => void kept.push({ start, keptAt }),
    forget: async (id: string) => void forgotten.push(id),
  }
  return { kept, forgotten, port }
}

/** What a server says to a reader that knows all of the log, or nothing of it. */
function serving(log: ModelLog, { id, channel }: Pick<Cast, 'id' | 'channel'>): Answer {
  const answer = log.castAnswer(log.length)
  return path => {
    if (path.endsWith('/changes')) return Response.json(log.changesAnswer(log.length, log.length))
    if (path.endsWith('/posts')) return Response.json(log.postsAnswer(log.length))
    return Response.json({ ...answer, cast: { ...answer.cast, id, channel } })
  }
}

function refusal(code: FailureCode, status: number): Response {
  return Response.json({ error: { code, message: 'as the table says' } }, { status })
}
