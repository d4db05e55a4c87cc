import Pusher from 'pusher'
import { freePort } from '../support/free-port.ts'
import { type BenchProcess, startProcess } from './bench-process.ts'
import { percentile } from './percentile.ts'

const SIZES = [100, 1_000, 4_000]
const ROUNDS = 9
const MESSAGES = 10
const APP = { id: '1', key: 'key', secret: 'secret' }
const CHANNEL = 'cast-bench'

/**
 * How long it takes from a trigger until each of N readers has the event, as a ratio to a bare `ws` broadcast of the same bytes: two
 * servers and their readers in processes of their own, rounds in turn, the median of the rounds' ratios.
 */
export async function fanOut(): Promise<void> {
  for (const size of SIZES) for (const line of await compare(size)) console.log(line)
}

/** One kind of server with its readers. */
interface House {
  server: BenchProcess
  /** Sends one event; resolves when the server has taken it. */
  send(): Promise<void>
  listeners: BenchProcess
}

async function compare(size: number): Promise<string[]> {
  const [ours, bare] = [await channels(size), await broadcast(size)]
  await Promise.all([round(ours), round(bare)]) // both warm
  const seen = { ours: [] as number[][], bare: [] as number[][] }
  const before = [await ours.server.usage(), await bare.server.usage()]
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    seen.ours.push(await round(ours))
    seen.bare.push(await round(bare))
  }
  const after = [await ours.server.usage(), await bare.server.usage()]
  for (const { server, listeners } of [ours, bare]) await Promise.all([server.end(), listeners.end()])
  const cpu = after.map(({ seconds }, at) => seconds - (before[at]?.seconds ?? 0))
  const ratio = (part: number) => {
    const ratios = seen.ours.map((delays, nth) => percentile(delays, part) / percentile(seen.bare[nth] ?? [], part))
    return `${percentile(ratios, 0.5).toFixed(2)} (${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)})`
  }
  return [
    `fan-out to ${size}, ours : bare ws = p50 ${ratio(0.5)}, p99 ${ratio(0.99)}, longest ${ratio(1)}`,
    `  processor time ${((cpu[0] ?? 0) / (cpu[1] ?? 0)).toFixed(2)}, memory ${((after[0]?.megabytes ?? 0) / (after[1]?.megabytes ?? 0)).toFixed(2)}`,
  ]
}

/** Delays of one round, all readers and messages. */
async function round({ send, listeners }: House): Promise<number[]> {
  const delays: number[] = []
  for (let nth = 0; nth < MESSAGES; nth += 1) {
    const heard = listeners.line()
    await send()
    delays.push(...JSON.parse(await heard))
  }
  return delays
}

async function channels(size: number): Promise<House> {
  const port = await freePort()
  const server = await startProcess('test/support/channels-process.ts', port, APP.id, APP.key, APP.secret)
  const host = new Pusher({ appId: APP.id, ...APP, host: 'localhost', port: String(port) })
  const address = `ws://localhost:${port}/app/${APP.key}?protocol=7&client=bench&version=1.0.0`
  const send = async () =>
    void (await host.triggerBatch([{ channel: CHANNEL, name: 'change', data: dataNow() as unknown as object }]))
  return { server, send, listeners: await startProcess('test/bench/listeners.ts', address, size, CHANNEL) }
}

async function broadcast(size: number): Promise<House> {
  const port = await freePort()
  const server = await startProcess('test/bench/bare-broadcast.ts', port)
  const body = () => JSON.stringify({ event: 'change', channel: CHANNEL, data: dataNow() })
  const send = async () =>
    void (await (await fetch(`http://localhost:${port}/`, { method: 'POST', body: body() })).text())
  return { server, send, listeners: await startProcess('test/bench/listeners.ts', `ws://localhost:${port}/`, size) }
}

/** An event such as a post makes. */
function dataNow(): string {
  return JSON.stringify({ rev: 1, tip: 'aaaaaaaa', sentAt: performance.timeOrigin + performance.now(), change: TEXT })
}
const TEXT = 'Eleven dogs, not ten: Frytka came late with her own tennis ball. '.repeat(8)
