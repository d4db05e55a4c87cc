import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type BadNetwork, badNetwork } from '../support/bad-network.ts'
import type { NetworkProfile } from '../support/network-profiles.ts'
import { until } from '../support/until.ts'

// The harness itself: what is said of it elsewhere holds only if it does this.

const echo = createServer({ allowHalfOpen: true }, socket => {
  socket.on('error', () => undefined) // a cut is what is tested
  socket.pipe(socket)
})
const opened: (BadNetwork | Socket)[] = []

beforeEach(async () => {
  echo.listen(0, 'localhost')
  await once(echo, 'listening')
})

afterEach(async () => {
  for (const one of opened.splice(0)) 'become' in one ? await one.close() : one.destroy()
  await new Promise(resolve => echo.close(resolve))
})

async function arrange(profile: Partial<NetworkProfile> = {}) {
  const network = await badNetwork((echo.address() as AddressInfo).port, { rttMs: 0, fails: 'down', ...profile })
  opened.push(network)
  const open = () => {
    const socket = connect(network.port, 'localhost')
    opened.push(socket)
    const heard = { text: '', isCut: false, hasEnded: false }
    socket.on('data', data => {
      heard.text += String(data)
    })
    socket.on('error', () => {
      heard.isCut = true
    })
    socket.on('end', () => {
      heard.hasEnded = true
    })
    return { socket, heard }
  }
  return { network, open }
}

describe('a bad network', () => {
  it('brings everything, in order, and the end of it', async () => {
    const { open } = await arrange({ rttMs: 4, lossPercent: 20, downKbps: 100_000 })
    const { socket, heard } = open()
    const words = Array.from({ length: 3_000 }, (_, at) => `word ${at}\n`).join('')
    socket.end(words)
    await until(
      () => heard.hasEnded,
      () => `the end, after ${heard.text.length} of ${words.length}`,
      15_000,
    )
    expect(heard.text).toBe(words)
  })

  it('takes a round trip to connect and one for an answer, and no more bytes than its rate', async () => {
    const { open } = await arrange({ rttMs: 60, upKbps: 800 })
    const began = performance.now()
    const { socket, heard } = open()
    socket.write('x'.repeat(10_000)) // 100 ms of it
    await until(() => heard.text.length === 10_000)
    expect(performance.now() - began).toBeGreaterThan(60 + 60 + 100 - 5)
  })

  it('cuts what is open when it goes down, and refuses what is new until it is up', async () => {
    const { network, open } = await arrange()
    const { socket, heard } = open()
    socket.write('before')
    await until(() => heard.text === 'before')
    network.become('down')
    await until(() => heard.isCut)
    const refused = open()
    await until(() => refused.heard.isCut)
    network.become('up')
    const after = open()
    after.socket.write('after')
    await until(() => after.heard.text === 'after')
  })

  it('accepts everything and says nothing while it is silent; what was open before goes on afterwards', async () => {
    const { network, open } = await arrange()
    const before = open()
    before.socket.write('one ')
    await until(() => before.heard.text === 'one ')
    network.become('silent')
    before.socket.write('two')
    const during = open()
    await once(during.socket, 'connect')
    during.socket.write('hello?')
    const direct = connect((echo.address() as AddressInfo).port, 'localhost')
    opened.push(direct)
    direct.write('a whole way beside it')
    await once(direct, 'data')
    expect([before.heard.text, during.heard]).toEqual(['one ', { text: '', isCut: false, hasEnded: false }])
    network.become('up')
    await until(() => before.heard.text === 'one two')
    expect(during.heard.text).toBe('')
  })

  it('flaps by itself until it is told how to be', async () => {
    const { network } = await arrange({ flaps: { upMs: 20, downMs: 20 } })
    for (const condition of ['down', 'up', 'down']) await until(() => network.condition() === condition)
    network.become('up')
    await new Promise(resolve => setTimeout(resolve, 60)) // that nothing happens can only be waited for
    expect(network.condition()).toBe('up')
  })
})
