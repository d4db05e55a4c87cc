import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { newPublish, signIn } from './sign-in.ts'
import { startApp } from './start-app.ts'
import { until } from './until.ts'

/** The real app with one empty cast; it tells which calls it makes, or ends itself at one of them (recording-ports.mjs). */
export async function startAppUnderOrders(env: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))
  const app = await startApp({
    env: {
      NODE_OPTIONS: `--import ${resolve('test/support/recording-ports.mjs')}`,
      TEST_ORDERS_FILE: join(folder, 'orders.json'),
      ...env,
    },
  })
  const owner = await signIn(app.origin)
  const cast = await owner.startCast()
  const order = (what: object) => writeFile(join(folder, 'orders.json'), JSON.stringify(what))
  const changes = async () => (await owner.get(`/api/casts/${cast.id}/changes?since=0`)).body
  return {
    app,
    owner,
    cast,
    changes,
    /** The newest first. */
    history: async (): Promise<{ id: string }[]> =>
      (await owner.get(`/api/casts/${cast.id}/posts?limit=100`)).body.posts,
    pushedUpTo: (rev: number) =>
      until(
        async () => (await changes()).pushed?.rev >= rev,
        () => `rev ${rev} to be pushed`,
        DEADLINE_MS,
      ),
    /** Every kind of call that is made from a publish until the sweep that follows its `last` call: by then nothing of it is under way. */
    async recordPublish(last: string): Promise<Set<string>> {
      const record = join(folder, 'calls.txt')
      const calls = async () => (await readFile(record, 'utf8')).trim().split('\n')
      await order({ record })
      await owner.sendOps(cast.id, [newPublish('recorded')])
      await until(
        async () => isSweptAfter(last, await calls()),
        () => `a sweep after ${last}`,
        DEADLINE_MS,
      )
      await order({})
      return new Set(await calls())
    },
    /** Sends `op` to a process that gets SIGKILL at `die`, such as `before store.readCast#2`, and starts it again. */
    async publishToDeath(die: string, op: object): Promise<void> {
      await order({ die })
      await owner.sendOps(cast.id, [op]).catch(() => undefined) // the connection may break before the answer
      await until(
        () => app.hasEnded(),
        () => 'the process to die',
        DEADLINE_MS,
      )
      await order({})
      await app.restart()
    },
    async close() {
      await app.kill('SIGKILL')
      await rm(app.dataDir, { recursive: true })
      await rm(folder, { recursive: true })
    },
  }
}

const DEADLINE_MS = 10_000

function isSweptAfter(last: string, calls: string[]): boolean {
  return calls.includes(last) && calls.lastIndexOf('store.listChangedSince') > calls.indexOf(last)
}
