import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../lib/server/store/open-store.ts'
import type { Person, Store, StoredPost } from '../../lib/server/store/store.ts'
import { tipOf } from '../../lib/server/tip-of.ts'
import type { Cast } from '../../lib/shared/cast.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { NO_COUNTS } from '../../lib/shared/no-counts.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { percentile } from './percentile.ts'

const LONG = 100_000
const SHORT = 100
const ROUNDS = 9
const REQUESTS = 100

/** What a page of history and a page of changes cost in a cast of 100,000 posts, as a ratio to one of 100. */
export async function history(): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const app = await startApp({ dataDir, env: { MONGODB_URI: '' } })
  const owner = await signIn(app.origin)
  const [long, short] = [await owner.startCast(), await owner.startCast()]
  const store = openStore({ dataDir, mongodbUri: undefined })
  await fill(store, { cast: short, person: owner.me, posts: SHORT })
  await fill(store, { cast: long, person: owner.me, posts: LONG })
  await store.close()
  await app.restart() // the connections from before the filling are too old
  const pages = {
    history: ({ id }: Cast) => `/api/casts/${id}/posts?limit=30`,
    'older history': ({ id }: Cast, posts: number) => `/api/casts/${id}/posts?limit=30&before=${posts / 2}`,
    changes: ({ id }: Cast, posts: number) => `/api/casts/${id}/changes?since=${posts - 30}&limit=30`,
  }
  for (const [name, path] of Object.entries(pages)) {
    const [ofLong, ofShort] = [app.origin + path(long, LONG), app.origin + path(short, SHORT)]
    const ratios: number[] = []
    await Promise.all([median(ofLong), median(ofShort)])
    for (let round = 0; round < ROUNDS; round += 1) ratios.push((await median(ofLong)) / (await median(ofShort)))
    console.log(
      `${name} of a cast of ${LONG} posts : of ${SHORT} = ${percentile(ratios, 0.5).toFixed(2)} (${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}, ${ROUNDS} rounds of ${REQUESTS})`,
    )
  }
  await app.stop()
  await rm(dataDir, { recursive: true })
}

async function median(address: string): Promise<number> {
  const times = []
  for (let nth = 0; nth < REQUESTS; nth += 1) {
    const began = performance.now()
    const answer = await fetch(address)
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
    await answer.arrayBuffer()
    times.push(performance.now() - began)
  }
  return percentile(times, 0.5)
}

/** Straight into the store, as 100,000 publishes would be. */
async function fill(
  store: Store,
  { cast, person, posts }: { cast: Cast; person: Pick<Person, 'id' | 'name'>; posts: number },
) {
  for (let rev = 1; rev <= posts; rev += 1) {
    const at = new Date(Date.now() - 1000 * (posts - rev)).toISOString()
    const op = newId()
    const post: StoredPost = {
      ...{ id: newId(), seq: rev, rev, tip: tipOf(op), author: { id: person.id, name: person.name }, key: null },
      ...{ text: `Post ${rev}: eleven dogs, not ten.`, capturedAt: at, receivedAt: at },
    }
    const counts = { ...NO_COUNTS, posts: rev }
    const entry = { cast: cast.id, rev, op, tip: post.tip, fingerprint: '', counts, at, by: person.id }
    await store.insertEntry({ ...entry, kind: 'post', post })
    await store.projectPost(cast.id, post)
    if (rev % 10_000 === 0) console.log(`  filling, ${rev} of ${posts} …`)
  }
  await store.projectCast(cast.id, { position: { rev: posts, tip: '' }, counts: { ...NO_COUNTS, posts } })
}
