import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newPublish, signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'
import { openViewer } from '../support/viewer.ts'

const WRITERS = 8
// FerretDB, which stands in for MongoDB, takes a quarter of a second for each.
const POSTS_EACH = process.env.MONGODB_URI ? 8 : 50
const ALL = WRITERS * POSTS_EACH

describe('two processes on one data folder', () => {
  it(`take ${ALL} publishes of 8 writers with no rev missing or doubled, and viewers of both see all of them (invariants 1, 3 and 4)`, async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'two-'))
    const apps = await Promise.all([startApp({ dataDir }), startApp({ dataDir })])
    const owners = await Promise.all(apps.map(app => signIn(app.origin)))
    const [owner] = owners
    if (!owner) throw new Error('an owner')
    const cast = await owner.startCast()
    const viewers = await Promise.all(apps.map(app => openViewer(app, cast)))

    const reading = readUpTo(ALL, apps[1]?.origin ?? '', cast.id)
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      const through = owners[writer % 2] ?? owner
      const results = []
      for (let at = 0; at < POSTS_EACH; at += 1) {
        const { body } = await through.sendOps(cast.id, [newPublish(`writer ${writer}, post ${at}`)])
        results.push(...body.results)
      }
      return results
    })
    const results = (await Promise.all(writers)).flat()
    const revs = results.map(result => result.rev).sort((a, b) => a - b)
    expect(new Set(results.map(result => result.status))).toEqual(new Set(['applied']))
    expect(revs).toEqual(Array.from({ length: ALL }, (_, at) => at + 1))

    expect(await reading).toEqual(revs)
    const ids = viewers.map(viewer => viewer.until(ALL).then(() => viewer.ids()))
    const [here, there] = await Promise.all(ids)
    expect(here).toHaveLength(ALL)
    expect(there).toEqual(here)
    for (const viewer of viewers) expect(viewer.pushed(), 'changes that came by a push').toBeGreaterThan(0)
    expect(inOrderOfEachWriter(await textsOf(owner, cast.id))).toBe(true)

    for (const viewer of viewers) await viewer.close()
    for (const app of apps) await app.stop()
    await rm(dataDir, { recursive: true })
  })
})

it('viewers of a process that only reads get by pushes alone what another one takes', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'two-'))
  const [writing, reading] = await Promise.all([startApp({ dataDir }), startApp({ dataDir })])
  const owner = await signIn(writing.origin)
  const cast = await owner.startCast()
  const viewer = await openViewer(reading, cast)
  await viewer.until(0)
  await owner.publish(cast.id, 'one', 'two', 'three')
  await until(
    () => viewer.pushed() === 3,
    () => `three pushes, got ${viewer.pushed()}`,
    15_000,
  )
  expect(viewer.rev()).toBe(3)
  await viewer.close()
  for (const app of [writing, reading]) await app.stop()
  await rm(dataDir, { recursive: true })
})

/** Asks for changes as fast as answers come until it is at `rev`; the revs that it was told, in the order in which it was told them. */
async function readUpTo(rev: number, origin: string, cast: string): Promise<number[]> {
  const told: number[] = []
  while ((told.at(-1) ?? 0) < rev) {
    const answer = await fetch(`${origin}/api/casts/${cast}/changes?since=${told.at(-1) ?? 0}`)
    const { changes }: { changes: { rev: number }[] } = await answer.json()
    told.push(...changes.map(change => change.rev))
  }
  return told
}

async function textsOf(owner: Awaited<ReturnType<typeof signIn>>, cast: string): Promise<string[]> {
  const texts: string[] = []
  for (let before: number | null = ALL + 1; before !== null; ) {
    const { posts, next }: { posts: { text: string }[]; next: number | null } = (
      await owner.get(`/api/casts/${cast}/posts?limit=100&before=${before}`)
    ).body
    texts.push(...posts.map(post => post.text))
    before = next
  }
  return texts.reverse()
}

function inOrderOfEachWriter(texts: string[]): boolean {
  const next = new Map<string, number>()
  return texts.every(text => {
    const [, writer = '', at = ''] = /^writer (\d+), post (\d+)$/.exec(text) ?? []
    const expected = next.get(writer) ?? 0
    next.set(writer, expected + 1)
    return Number(at) === expected
  })
}
