import { describe, expect, it, onTestFinished } from 'vitest'
import { isGoInstalled } from '../../lib/cli/test/go.ts'
import { httpOutbox } from '../support/http-outbox.ts'
import { signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { startMongo } from '../support/start-mongo.ts'
import { until } from '../support/until.ts'

const CASTS = 4
const OUTBOXES = 20
const POSTS = 3

describe.skipIf(!(await isGoInstalled()))('a database that goes away while 20 outboxes flush', () => {
  it.each([
    ['is killed', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const)(
    'and %s has every post once, in each author’s order, after it returns, and health tells the truth (invariants 1 and 2)',
    async (_what, signal) => {
      const { mongo, app, casts, outboxes, post, texts } = await arrange()
      await post(0, POSTS / 3)
      await until(
        async () => (await texts()).flat().length >= OUTBOXES / 2,
        () => 'some posts to be there',
        30_000,
      )
      mongo.signal(signal)
      await post(POSTS / 3, (2 * POSTS) / 3)
      await until(
        async () => (await healthOf(app)).status === 503,
        () => 'health to say so',
        45_000,
      )
      const { headers, body } = await healthOf(app)
      expect(headers.get('retry-after')).toBe('5')
      expect(body.error.code).toBe('store_unavailable')
      if (signal === 'SIGKILL') await mongo.restart()
      else mongo.signal('SIGCONT')
      await post((2 * POSTS) / 3, POSTS)
      await until(
        async () => (await Promise.all(outboxes.map(outbox => outbox.unsent()))).every(count => count === 0),
        () => 'all outboxes to be empty',
        120_000,
      )
      expect((await healthOf(app)).status).toBe(200)
      const said = await texts()
      for (const [at, outbox] of outboxes.entries()) {
        expect(await outbox.held()).toBe(0)
        const own = said[at % casts.length]?.filter(text => text.startsWith(`outbox ${at}, `))
        expect(own).toEqual(Array.from({ length: POSTS }, (_, nth) => `outbox ${at}, post ${nth}`))
      }
    },
    240_000,
  )
})

async function arrange() {
  const mongo = await startMongo()
  if (mongo === undefined) throw new Error('Go is there')
  onTestFinished(mongo.stop)
  const app = await startApp({ env: { MONGODB_URI: mongo.uri, LOG_LEVEL: 'error' } })
  onTestFinished(() => app.stop())
  const publisher = await signIn(app.origin)
  const casts = await Promise.all(Array.from({ length: CASTS }, () => publisher.startCast()))
  const outboxes = Array.from({ length: OUTBOXES }, (_, at) =>
    httpOutbox({ origin: () => app.origin, publisher, cast: casts[at % CASTS]?.id ?? '' }),
  )
  onTestFinished(() => {
    for (const outbox of outboxes) outbox.stop()
  })
  return {
    mongo,
    app,
    casts,
    outboxes,
    post: (from: number, to: number) =>
      Promise.all(
        outboxes.map(async (outbox, at) => {
          for (let nth = from; nth < to; nth += 1) await outbox.post(`outbox ${at}, post ${nth}`)
        }),
      ),
    /** The texts of each cast, in the order of its log. */
    texts: () => Promise.all(casts.map(({ id }) => textsOf(app, id))),
  }
}

async function textsOf(app: App, cast: string, since = 0): Promise<string[]> {
  const answer = await fetch(`${app.origin}/api/casts/${cast}/changes?since=${since}`)
  const { changes, rev, more } = await answer.json()
  const texts = changes.flatMap((change: { post?: { text: string } }) => change.post?.text ?? [])
  return more ? [...texts, ...(await textsOf(app, cast, rev))] : texts
}

async function healthOf(app: App) {
  const answer = await fetch(`${app.origin}/api/health`)
  return { status: answer.status, headers: answer.headers, body: await answer.json() }
}
