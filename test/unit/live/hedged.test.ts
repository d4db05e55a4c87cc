import { describe, expect, it } from 'vitest'
import { hedged } from '../../../lib/client/live/hedged.ts'
import type { Answer } from '../../../lib/client/live/read-answer.ts'
import { virtualClock } from '../../support/virtual-clock.ts'

type Numbered = Answer<number>

/** A network on which every request waits for the test's word, or for being given up. */
function arrange({ everyMs = 2_500 as number | null, lastsMs = 15_000 } = {}) {
  const clock = virtualClock()
  const began = clock.now()
  const requests: { at: number; answer(answer: Numbered): void; hear(): void; isGivenUp: boolean }[] = []
  const stop = new AbortController()
  const ask = (signal: AbortSignal, hear: () => void) =>
    new Promise<Numbered>(resolve => {
      const request = { at: clock.now() - began, answer: resolve, hear, isGivenUp: false }
      requests.push(request)
      signal.addEventListener('abort', () => {
        request.isGivenUp = true
        resolve({ kind: 'trouble' })
      })
    })
  let answer: Numbered | undefined
  void hedged(ask, { clock, everyMs, lastsMs }, stop.signal).then(given => {
    answer = given
  })
  const underWay = () => requests.filter(({ isGivenUp }) => !isGivenUp).length
  return { clock, requests, stop, underWay, answer: () => answer }
}

describe('asking again while nothing comes back', () => {
  it('goes out again and again, two at a time, and gives the first all the time', async () => {
    const { clock, requests, underWay } = arrange()
    await clock.advance(14_900)
    expect(requests.map(({ at }) => at)).toEqual([0, 2_500, 5_000, 7_500, 10_000, 12_500])
    expect(underWay()).toBe(2)
    expect(requests[0]?.isGivenUp).toBe(false)
  })

  it.each([0, 1])(
    'takes the answer to request %s, whichever is the first to have one, and ends the others',
    async at => {
      const { clock, requests, answer } = arrange()
      await clock.advance(4_900)
      requests[at]?.answer({ kind: 'answer', body: at })
      await clock.advance(60_000)
      expect(answer()).toEqual({ kind: 'answer', body: at })
      expect(requests.map(({ isGivenUp }) => isGivenUp)).toEqual([0, 1].map(one => one !== at))
    },
  )

  it('waits for the others when one fails, and ends when none is left', async () => {
    const { clock, requests, answer } = arrange()
    await clock.advance(2_500)
    requests[0]?.answer({ kind: 'trouble' })
    await clock.advance(0)
    expect(answer()).toBeUndefined()
    requests[1]?.answer({ kind: 'trouble' })
    await clock.advance(60_000)
    expect(answer()).toEqual({ kind: 'trouble' })
    expect(requests).toHaveLength(2)
  })

  it('is given up after its time, and by who asked', async () => {
    const late = arrange()
    await late.clock.advance(15_000)
    expect([late.answer(), late.underWay()]).toEqual([{ kind: 'trouble' }, 0])
    const stopped = arrange()
    stopped.stop.abort()
    await stopped.clock.advance(60_000)
    expect([stopped.answer(), stopped.underWay(), stopped.requests.length]).toEqual([{ kind: 'trouble' }, 0, 1])
  })

  it('does not go out at all for who has left before', async () => {
    const stop = new AbortController()
    stop.abort()
    let asked = 0
    const ask = async (): Promise<Numbered> => {
      asked += 1
      return { kind: 'answer', body: 1 }
    }
    const patience = { clock: virtualClock(), everyMs: null, lastsMs: 15_000 }
    expect(await hedged(ask, patience, stop.signal)).toEqual({ kind: 'trouble' })
    expect(asked).toBe(0)
  })

  it('waits for an answer that has begun, and goes out again when that breaks off', async () => {
    const { clock, requests } = arrange()
    requests[0]?.hear()
    await clock.advance(10_000)
    expect(requests).toHaveLength(1)
    const slow = arrange()
    await slow.clock.advance(2_500)
    slow.requests[1]?.hear()
    await slow.clock.advance(6_000)
    slow.requests[1]?.answer({ kind: 'answer', body: 1 })
    await slow.clock.advance(0)
    expect(slow.answer()).toEqual({ kind: 'answer', body: 1 })
    const broken = arrange()
    await broken.clock.advance(2_500)
    broken.requests[1]?.hear()
    await broken.clock.advance(2_400)
    broken.requests[1]?.answer({ kind: 'trouble' })
    await broken.clock.advance(100)
    expect(broken.requests).toHaveLength(3)
  })

  it('goes out once where it may not be repeated', async () => {
    const { clock, requests } = arrange({ everyMs: null })
    await clock.advance(14_000)
    expect(requests).toHaveLength(1)
  })
})
