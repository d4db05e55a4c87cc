import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { WebSocket } from 'ws'
import { startChannels } from '../support/channels-house.ts'
import type { RawSocket } from '../support/raw-socket.ts'
import { seed } from '../support/seed.ts'
import { shows } from '../support/shows.ts'
import { until } from '../support/until.ts'

const event = fc.oneof(
  fc.constantFrom('pusher:subscribe', 'pusher:unsubscribe', 'pusher:signin', 'pusher:ping', 'pusher:pong', 'client-a'),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'pusher:', 'pusher_internal:member_added'),
  fc.string(),
)
const channel = fc.oneof(
  fc.constantFrom(
    'town',
    'private-town',
    'presence-town',
    'cache-town',
    '#server-to-user-',
    '__proto__',
    'constructor',
  ),
  fc.string(),
)
const data = fc.oneof(
  fc.record({ channel, auth: fc.string(), channel_data: fc.json() }, { requiredKeys: [] }),
  fc.record({ auth: fc.string(), user_data: fc.json() }, { requiredKeys: [] }),
  fc.jsonValue(),
)
const message = fc.oneof(
  fc.record({ event, channel, data }, { requiredKeys: [] }).map(value => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 300 }),
  fc
    .integer({ min: 1, max: 15_000 })
    .map(deep => `{"event":"pusher:subscribe","data":${'['.repeat(deep)}${']'.repeat(deep)}}`),
)

describe('any input', () => {
  shows(['any-input'], 'of one socket leaves the others as they are', async () => {
    const { raw, host } = await startChannels({
      messagesPerSecond: 1e9,
      clientEventsPerSecond: 1e9,
      channelsPerConnection: 10,
    })
    const bystander = await raw()
    await bystander.subscribe('town')
    let talker = await raw()
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 20 }), async messages => {
        if (talker.socket.readyState !== WebSocket.OPEN) talker = await raw()
        for (const one of messages) talker.socket.send(one)
        await answered(talker)
      }),
      { seed, numRuns: 150 },
    )
    await host.trigger('town', 'news', 'still here')
    expect((await bystander.event('news')).data).toBe('still here')
    expect(bystander.closed).toBeUndefined()
  })
})

/** Resolves when everything sent before was acted on, or the socket has closed. */
async function answered(socket: RawSocket): Promise<void> {
  const before = socket.named('pusher:pong').length
  socket.send('pusher:ping')
  await until(() => socket.named('pusher:pong').length > before || socket.closed !== undefined)
}
