import { Agent, get } from 'node:http'
import { gzipSync } from 'node:zlib'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { startEmptyApp } from './empty-app.ts'
import { percentile } from './percentile.ts'

const ROUNDS = 7
const ROUND_MS = 4_000
const AT_ONCE = 8

/** How many requests a second a late joiner's page takes, as a ratio to an empty dynamic page of Next; and how much more script it brings. */
export async function page(): Promise<void> {
  const [app, empty] = [await startApp(), await startEmptyApp()]
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  await owner.publish(cast.id, ...Array.from({ length: 40 }, (_, at) => `${at}: eleven dogs, **not** ten.`))
  const address = `${app.origin}/c/${cast.slug}`
  await Promise.all([rate(address), rate(empty.origin)])
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) ratios.push((await rate(address)) / (await rate(empty.origin)))
  console.log(
    `late joiner's page, requests a second : an empty dynamic page = ${percentile(ratios, 0.5).toFixed(2)} (${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}, ${ROUNDS} rounds of ${ROUND_MS / 1000} s, ${AT_ONCE} at once)`,
  )
  const more = (await scriptBytes(address)) - (await scriptBytes(empty.origin))
  console.log(`viewer page, script over an empty page = ${(more / 1024).toFixed(1)} KB gzip`)
  await app.stop()
  await empty.stop()
}

async function rate(address: string): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const until = performance.now() + ROUND_MS
  let done = 0
  const ask = async () => {
    while (performance.now() < until) {
      await answered(address, agent)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, ask))
  agent.destroy()
  return done / (ROUND_MS / 1000)
}

function answered(address: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, { agent }, response => {
      if (response.statusCode !== 200) reject(new Error(`${address} answered ${response.statusCode}`))
      response.resume().once('end', resolve)
    }).once('error', reject)
  })
}

/** Of the scripts that the page names, without those for browsers that know no modules. */
async function scriptBytes(address: string): Promise<number> {
  const html = await (await fetch(address)).text()
  const tags = html.match(/<script [^>]*src="[^"]+"[^>]*>/g) ?? []
  const sources = tags.filter(tag => !/nomodule/i.test(tag)).map(tag => /src="([^"]+)"/.exec(tag)?.[1] ?? '')
  let bytes = 0
  for (const source of new Set(sources)) {
    const script = await fetch(new URL(source, address))
    bytes += gzipSync(await script.text(), { level: 9 }).length
  }
  return bytes
}
