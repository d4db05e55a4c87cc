import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { newPublish, signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { startEmptyApp } from './empty-app.ts'
import { percentile } from './percentile.ts'

const ROUNDS = 9
const POSTS = 50

/**
 * How long a publish takes until its answer, as a ratio to the least that it could be: a request of the same bytes to an empty route handler,
 * and one durable insert of them by the same driver. Rounds in turn, medians of each, the median of the rounds' ratios.
 */
export async function publish(): Promise<void> {
  const [app, empty] = [await startApp(), await startEmptyApp()]
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  const insert = durableInsert(join(folder, 'bench.db'))
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  const ours = () => median(() => owner.sendOps(cast.id, [newPublish(TEXT)]))
  const route = () => median(async () => (await fetch(`${empty.origin}/api`, { method: 'POST', body: BODY })).json())
  const stored = () => median(async () => insert(BODY))
  await Promise.all([ours(), route()])
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) ratios.push((await ours()) / ((await route()) + (await stored())))
  console.log(
    `publish : empty route handler and durable insert = ${percentile(ratios, 0.5).toFixed(2)} (${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}, ${ROUNDS} rounds of ${POSTS})`,
  )
  await app.stop()
  await empty.stop()
  await rm(folder, { recursive: true })
}

const TEXT = 'Eleven dogs, not ten: Frytka came late with her own tennis ball. '.repeat(3)
const BODY = JSON.stringify({ author: '', sentAt: new Date().toISOString(), ops: [newPublish(TEXT)] })

async function median(work: () => Promise<unknown>): Promise<number> {
  const times = []
  for (let nth = 0; nth < POSTS; nth += 1) {
    const began = performance.now()
    await work()
    times.push(performance.now() - began)
  }
  return percentile(times, 0.5)
}

function durableInsert(file: string): (text: string) => void {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE log (rev INTEGER PRIMARY KEY, body TEXT)')
  const statement = db.prepare('INSERT INTO log (body) VALUES (?)')
  return text => void statement.run(text)
}
