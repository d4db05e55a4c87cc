import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startBalancer } from '../support/balancer.ts'
import { newPhone } from '../support/browser.ts'
import { startCompatibleHost } from '../support/compatible-host.ts'
import { httpOutbox } from '../support/http-outbox.ts'
import { buildWithOtherWorker } from '../support/other-build.ts'
import { studioOf, takeSession } from '../support/publisher-page.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'
import { openViewer } from '../support/viewer.ts'

const AUTHORS = 3
const VIEWERS = 50
const POSTS = 40
const ALL = AUTHORS * POSTS

it('two processes behind a balancer are restarted with another build, one after the other, while 3 authors post and 50 viewers read, and nobody notices (invariants 1 to 4)', async () => {
  const { apps, balancer, publisher, host } = await arrange()
  const cast = await publisher.startCast()
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => openViewer(balancer, cast)))
  const outboxes = Array.from({ length: AUTHORS }, () =>
    httpOutbox({ origin: () => balancer.origin, publisher, cast: cast.id }),
  )
  const [studio, reader] = [await newPhone(), await newPhone()]
  await takeSession(studio, publisher, balancer.origin)
  await studio.page.goto(`${balancer.origin}/studio?cast=${cast.id}`)
  await reader.page.goto(`${balancer.origin}/c/${cast.slug}`)
  await studioOf(studio.page).chip.filter({ hasText: 'all sent' }).waitFor()

  const restarted = restartInTurn(apps, await buildWithOtherWorker())
  const posted = outboxes.map(async (outbox, author) => {
    for (let nth = 0; nth < POSTS; nth += 1) {
      await outbox.post(`author ${author}, post ${nth}`)
      await until(
        async () => (await outbox.unsent()) < 3,
        () => 'the outbox to get on',
        30_000,
      )
      // The restarts happen in the middle: the first third waits for none of them, the last for both.
      if (nth === POSTS / 4) await restarted.first
      if (nth === POSTS / 2) await restarted.second
    }
  })
  await Promise.all([...posted, restarted.second])
  await until(
    async () => (await Promise.all(outboxes.map(outbox => outbox.unsent()))).every(count => count === 0),
    () => 'all outboxes to be empty',
    30_000,
  )
  await Promise.all(viewers.map(viewer => viewer.until(ALL)))
  const [first, ...others] = viewers.map(viewer => viewer.ids())
  expect(new Set(first).size).toBe(ALL)
  for (const ids of others) expect(ids).toEqual(first)
  expect(await inOrder(balancer.origin, cast.id)).toEqual(
    Array.from({ length: AUTHORS }, () => Array.from({ length: POSTS }, (_, nth) => nth)),
  )
  await studioOf(studio.page).text.fill('From a page of the old build')
  await studioOf(studio.page).post.click()
  await reader.page.getByText('From a page of the old build').waitFor()
  await reader.page.getByText(`author 0, post ${POSTS - 1}`, { exact: true }).waitFor()
  for (const viewer of viewers) await viewer.close()
  for (const outbox of outboxes) outbox.stop()
  await Promise.all([studio.page.close(), reader.page.close()])
  balancer.close()
  for (const app of apps) await app.stop()
  await host.kill()
}, 240_000)

it('a page of the new build gets its parts from a process of the old one, and nothing else', async () => {
  const build = await buildWithOtherWorker()
  await writeFile(join(build, 'static/chunks/of-the-new-one.js'), 'export {}')
  const app = await startApp()
  const ask = async (path: string) => (await fetch(app.origin + path)).status
  expect(await ask('/_next/static/chunks/of-the-new-one.js')).toBe(200)
  expect(await ask('/_next/static/chunks/of-no-one.js')).toBe(404)
  expect(await ask('/_next/static/..%2f..%2fscript-hashes.json')).toBe(404)
  await app.stop()
})

async function arrange() {
  const dataDir = await mkdtemp(join(tmpdir(), 'rolling-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const host = await startCompatibleHost()
  const apps = await Promise.all([0, 1].map(() => startApp({ dataDir, env: host.env })))
  const balancer = await startBalancer(apps.map(({ port }) => port))
  return { host, apps, balancer, publisher: await signIn(balancer.origin) }
}

type App = Awaited<ReturnType<typeof startApp>>

function restartInTurn([one, two]: App[], build: string) {
  const env = { PUSHERCAST_BUILD_DIR: build }
  const first = one?.replace(env) ?? Promise.resolve()
  return { first, second: first.then(() => two?.replace(env)) }
}

/** The numbers of each author's posts, in the order of the log. */
async function inOrder(origin: string, cast: string): Promise<number[][]> {
  const said: number[][] = Array.from({ length: AUTHORS }, () => [])
  for (let since = 0, more = true; more; ) {
    const answer = await (await fetch(`${origin}/api/casts/${cast}/changes?since=${since}`)).json()
    for (const { post } of answer.changes) {
      const [, author, nth] = /^author (\d+), post (\d+)$/.exec(post?.text ?? '') ?? []
      if (author !== undefined) said[Number(author)]?.push(Number(nth))
    }
    since = answer.rev
    more = answer.more
  }
  return said
}
