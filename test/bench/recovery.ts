import type { Browser, BrowserContext, Page } from 'playwright'
import type { Cast } from '../../lib/shared/cast.ts'
import type { Post } from '../../lib/shared/post.ts'
import { type BadNetwork, badNetwork } from '../support/bad-network.ts'
import { type NetworkName, networkProfiles } from '../support/network-profiles.ts'
import { openBrowser } from '../support/open-browser.ts'
import { type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { percentile } from './percentile.ts'

const ROUNDS = 6
const PHONES = 4
const QUEUED = 5

/**
 * How long after the network is back the first queued post is on the server, and a reader at the head: on every bad network, for
 * phones that nobody touches. Browsers are told nothing of the network, as with a real one that fails behind the access point. Prints what it
 * found, network after network: all of it takes a quarter of an hour, or those of `only`.
 */
export async function recovery(only: string[]): Promise<void> {
  const app = await startApp()
  const browser = await openBrowser()
  for (const name of Object.keys(networkProfiles) as NetworkName[]) {
    if (only.length > 0 && !only.includes(name)) continue
    for (const line of await onNetwork({ app, browser, owner: await signIn(app.origin), name })) console.log(line)
  }
  await browser.close()
  await app.stop()
}

interface Room {
  app: App
  browser: Browser
  owner: Publisher
  name: NetworkName
}

/** A phone on a network of its own. */
interface Phone {
  network: BadNetwork
  page: Page
  context: BrowserContext
}

async function onNetwork(room: Room): Promise<string[]> {
  const cast = await room.owner.startCast({ title: room.name })
  const each = Array.from({ length: PHONES })
  const publishers = await Promise.all(each.map(() => openPhone(room, `/studio?cast=${cast.id}`)))
  const readers = await Promise.all(each.map(() => openPhone(room, `/c/${cast.slug}`)))
  const times: Times = { posts: [], readers: [], wrong: 0 }
  for (let round = 0; round < ROUNDS; round += 1) await fail(room, { cast, publishers, readers, round, times })
  times.wrong = await countWrong(room.owner, cast)
  for (const { context, network } of [...publishers, ...readers]) {
    await context.close()
    await network.close()
  }
  return [
    lineOf(`${room.name}: first queued post on the server`, times.posts),
    lineOf(`${room.name}: reader at the head`, times.readers),
    `${room.name}: posts lost, twice or out of order: ${times.wrong} of ${ROUNDS * PHONES * QUEUED}`,
  ]
}

/** Milliseconds. */
interface Times {
  posts: number[]
  readers: number[]
  wrong: number
}

async function openPhone({ app, browser, owner, name }: Room, path: string): Promise<Phone> {
  const network = await badNetwork(app.port, networkProfiles[name])
  network.become('up')
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addCookies([...owner.cookies].map(([key, value]) => ({ name: key, value, url: app.origin })))
  const page = await context.newPage()
  page.setDefaultTimeout(120_000)
  await page.goto(network.origin + path)
  await page.locator('main').waitFor()
  return { network, context, page }
}

interface Round {
  cast: Cast
  publishers: Phone[]
  readers: Phone[]
  round: number
  times: Times
}

async function fail({ owner, name }: Room, { cast, publishers, readers, round, times }: Round): Promise<void> {
  const { fails } = networkProfiles[name]
  const all = [...publishers, ...readers]
  for (const { network } of all) network.become(fails)
  await Promise.all(publishers.map(({ page }, phone) => queue(page, { round, phone })))
  await owner.publish(cast.id, `News ${round}.`)
  await wait(LEAST_MS + Math.random() * 15_000)
  const backAt = performance.now()
  for (const { network } of all) network.flap()
  const arrivals = publishers.map(async (_, phone) => {
    await onServer(owner, cast, textOf({ round, phone, at: 0 }))
    times.posts.push(performance.now() - backAt)
  })
  const news = readers.map(async ({ page }) => {
    await page.waitForFunction(text => document.body.textContent.includes(text), `News ${round}.`) // looks at every frame
    times.readers.push(performance.now() - backAt)
  })
  await Promise.all([...arrivals, ...news])
  await Promise.all(publishers.map((_, phone) => onServer(owner, cast, textOf({ round, phone, at: QUEUED - 1 }))))
  for (const { network } of all) network.become('up')
}

// Long enough for sockets to be given up where silence is all that tells.
const LEAST_MS = 3_000

async function queue(page: Page, { round, phone }: { round: number; phone: number }): Promise<void> {
  const text = page.getByRole('textbox', { name: 'What is happening?' })
  for (let at = 0; at < QUEUED; at += 1) {
    await text.fill(textOf({ round, phone, at }))
    await page.getByRole('button', { name: /^(Post|Queue)$/ }).click()
    await page.getByRole('main').getByText(textOf({ round, phone, at }), { exact: true }).waitFor()
  }
}

function textOf({ round, phone, at }: { round: number; phone: number; at: number }): string {
  return `Phone ${phone}, round ${round}, post ${at}`
}

async function onServer(owner: Publisher, cast: Cast, text: string): Promise<void> {
  while (!(await newestTexts(owner, cast)).includes(text)) await wait(20)
}

async function newestTexts(owner: Publisher, cast: Cast): Promise<string[]> {
  const { posts } = (await owner.get(`/api/casts/${cast.id}/posts`)).body
  return posts.map((post: Post) => post.text)
}

/** Posts of a phone that are not there once, in the order in which they were typed. */
async function countWrong(owner: Publisher, cast: Cast): Promise<number> {
  const texts = await allTexts(owner, cast)
  let wrong = 0
  for (let phone = 0; phone < PHONES; phone += 1) {
    const got = texts.filter(text => text.startsWith(`Phone ${phone},`))
    const typed = Array.from({ length: ROUNDS * QUEUED }, (_, nth) =>
      textOf({ phone, round: Math.floor(nth / QUEUED), at: nth % QUEUED }),
    )
    wrong += Math.abs(got.length - typed.length) + typed.filter((text, nth) => got[nth] !== text).length
  }
  return wrong
}

async function allTexts(owner: Publisher, cast: Cast, since = 0): Promise<string[]> {
  const { changes, rev, more } = (await owner.get(`/api/casts/${cast.id}/changes?since=${since}`)).body
  const texts = changes.flatMap((change: { post?: Post }) => (change.post ? [change.post.text] : []))
  return more ? [...texts, ...(await allTexts(owner, cast, rev))] : texts
}

function lineOf(what: string, times: number[]): string {
  const seconds = (part: number) => (percentile(times, part) / 1000).toFixed(1)
  return `${what}, after: median ${seconds(0.5)} s, p95 ${seconds(0.95)} s, longest ${seconds(1)} s (${times.length} times)`
}

function wait(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
