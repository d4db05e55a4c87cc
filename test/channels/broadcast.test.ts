import { describe, expect } from 'vitest'
import { type ChannelsHouse, startChannels } from '../support/channels-house.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

describe('a broadcast', () => {
  shows(['broadcast-once'], 'reaches each of a thousand sockets exactly once', async () => {
    const { raw, host } = await startChannels()
    const sockets: RawSocket[] = []
    while (sockets.length < 1_000) sockets.push(...(await someIn('town', raw)))
    await host.trigger('town', 'news', 'the cake is cut')
    await host.triggerBatch([1, 2, 3].map(data => ({ channel: 'town', name: 'more', data })))
    await host.trigger('town', 'end', {})
    await until(() => sockets.every(socket => socket.named('end').length > 0))
    for (const socket of sockets) {
      expect(socket.named('news').map(({ data }) => data)).toEqual(['the cake is cut'])
      expect(socket.named('more').map(({ data }) => data)).toEqual([1, 2, 3])
    }
  })

  shows(['broadcast-once'], 'is framed rightly at every size where the frame changes', async () => {
    const { raw, host } = await startChannels({ eventDataBytes: 100_000 })
    const socket = await raw()
    await socket.subscribe('town')
    const envelope = JSON.stringify({ event: 'news', channel: 'town', data: '' }).length
    const sizes = [0, 124, 125, 126, 127, 65_534, 65_535, 65_536, 65_537].map(size => Math.max(0, size - envelope))
    for (const size of sizes) await host.trigger('town', 'news', 'x'.repeat(size))
    await until(() => socket.named('news').length === sizes.length)
    expect(socket.named('news').map(({ data }) => String(data).length)).toEqual(sizes)
  })

  shows(['slow-reader'], 'waits for no slow reader, and one that never reads is cut at the limit', async () => {
    const house = await startChannels({ closeGraceMs: 50 })
    const fast = await Promise.all(Array.from({ length: 20 }, () => house.raw()))
    const slow = await house.raw()
    await Promise.all([...fast, slow].map(socket => socket.subscribe('town')))
    slow.socket.pause()
    const sent = await flood(house, async () => (await subscriptions(house)) > fast.length)
    for (const socket of fast)
      expect(socket.named('news').map(({ data }) => Number.parseInt(String(data), 10))).toEqual(sent)
    slow.socket.resume()
    expect([1006, 4100]).toContain(await slow.closeCode())
    expect(fast.every(socket => socket.closed === undefined)).toBe(true)

    /** Sends until the slow one is gone; each batch must have reached all the fast ones long before a slow one would. */
    async function flood({ host }: ChannelsHouse, more: () => Promise<boolean>): Promise<number[]> {
      const numbers: number[] = []
      while (await more()) {
        const batch = Array.from({ length: 10 }, (_, index) => numbers.length + index)
        numbers.push(...batch)
        await host.triggerBatch(batch.map(number => ({ channel: 'town', name: 'news', data: fill(number) })))
        await until(() => fast.every(socket => socket.named('news').length === numbers.length), undefined, 1_000)
      }
      return numbers
    }
  })

  shows(
    ['slow-reader', 4100],
    'tells a reader that was too slow to come again after a pause, when it still listens',
    async () => {
      const { raw, host } = await startChannels({ closeGraceMs: 20_000 })
      const [slow, fast] = [await raw(), await raw()]
      for (const socket of [slow, fast]) await socket.subscribe('town')
      slow.socket.pause()
      // More than the kernel's buffers and the limit together take.
      for (let batch = 0; batch < 250; batch += 1) {
        await host.triggerBatch(Array(10).fill({ channel: 'town', name: 'news', data: fill(batch) }))
      }
      await until(() => fast.named('news').length === 2_500)
      slow.socket.resume()
      expect(await slow.closeCode()).toBe(4100)
      const got = slow.named('news').length
      expect(got).toBeGreaterThan(100) // what had been written before arrives
      expect(got).toBeLessThan(2_500)
    },
  )
})

async function subscriptions({ host }: ChannelsHouse): Promise<number> {
  const answer = await host.get({ path: '/channels/town', params: { info: 'subscription_count' } })
  return (await answer.json()).subscription_count
}

/** Nearly 10 KB that begin with a number. */
function fill(number: number): string {
  return `${number} `.padEnd(10_000, 'x')
}

/** Each waits for its own answers by looking all the time: a thousand who do would leave nothing for the server. */
async function someIn(channel: string, raw: ChannelsHouse['raw']): Promise<RawSocket[]> {
  const sockets = await Promise.all(Array.from({ length: 50 }, () => raw()))
  await Promise.all(sockets.map(socket => socket.subscribe(channel)))
  return sockets
}
