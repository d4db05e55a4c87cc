import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Import, importGraph, importsOf } from '../support/import-graph.ts'

/** Where code runs, and what it may import from. Source: README, Development. */
const mayImport: Record<string, string[]> = {
  app: ['app', 'server', 'client', 'shared'],
  server: ['server', 'shared'],
  client: ['client', 'shared'],
  worker: ['worker', 'client', 'shared'],
  cli: ['cli', 'server', 'channels', 'shared'],
  channels: ['channels'],
  shared: ['shared'],
}

/** proxy.ts and instrumentation.ts are Next's, as the pages are. */
function roomOf(file: string): string {
  return /^lib\/([^/]+)\//.exec(file)?.[1] ?? 'app'
}

describe('imports', () => {
  let graph: Map<string, Import[]>
  beforeAll(async () => {
    graph = await importGraph(process.cwd())
  })
  const all = () => [...graph].flatMap(([file, imports]) => imports.map(found => ({ file, ...found })))
  const ours = () => all().filter(({ isOurs }) => isOurs)

  it('are seen in every form in which they are written', () => {
    const text = `import a from './a.ts'
import './b.ts'
import type { C } from '../c.ts'
import {
  d,
  type D,
} from './d.ts'
export * from './e.ts'
export { f } from "./f.ts"
const g = await import('./g.ts')
import { h } from 'h'
const text = "no import 'x'"`
    expect(importsOf('lib/shared/x.ts', text)).toEqual(
      ['a', 'b', '../c', 'd', 'e', 'f', 'h', 'g'].map(name => ({
        to: name === 'h' ? 'h' : name === '../c' ? 'lib/c.ts' : `lib/shared/${name}.ts`,
        isOurs: name !== 'h',
        isTypeOnly: name === '../c',
      })),
    )
    expect(graph.size).toBeGreaterThan(50)
  })

  it('name files that are there, with their extension', () => {
    expect(ours().filter(({ to }) => !existsSync(to))).toEqual([])
  })

  it('go one way between the rooms of the house', () => {
    const wrong = ours().filter(({ file, to }) => !mayImport[roomOf(file)]?.includes(roomOf(to)))
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([])
  })

  it('never go in a circle', () => {
    expect(circles(graph).map(circle => circle.join(' → '))).toEqual([])
  })

  it('come from where a thing is made: no file only passes on what others hold', () => {
    const barrels = [...graph.keys()].filter(
      file => /^index\./.test(basename(file)) || /^export \* from/m.test(readFileSync(file, 'utf8')),
    )
    expect(barrels).toEqual([])
  })

  it('bring neither schemas nor anything of Node to the browser', () => {
    const isBrowsers = (file: string) =>
      roomOf(file) === 'client' || /^['"]use client['"]/.test(readFileSync(file, 'utf8'))
    const loaded = reachable(graph, [...graph.keys()].filter(isBrowsers))
    const wrong = all().filter(
      ({ file, to, isTypeOnly }) => loaded.has(file) && !isTypeOnly && (to === 'zod' || to.startsWith('node:')),
    )
    expect(wrong.map(({ file, to }) => `${file} → ${to}`)).toEqual([])
  })
})

/** What is loaded when the `starts` run. */
function reachable(graph: Map<string, Import[]>, starts: string[]): Set<string> {
  const seen = new Set<string>()
  const queue = [...starts]
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const { to, isOurs, isTypeOnly } of graph.get(file) ?? []) if (isOurs && !isTypeOnly) queue.push(to)
  }
  return seen
}

/** Every circle, from the file at which a walk came back. Types are gone before anything can wait for itself. */
function circles(graph: Map<string, Import[]>): string[][] {
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (file: string, path: string[]) => {
    if (path.includes(file)) {
      found.push([...path.slice(path.indexOf(file)), file])
      return
    }
    if (done.has(file)) return
    for (const { to, isOurs, isTypeOnly } of graph.get(file) ?? []) if (isOurs && !isTypeOnly) walk(to, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) walk(file, [])
  return found
}
