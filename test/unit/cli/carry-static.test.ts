import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { carryStatic, noteOwnStatic, stampUse } from '../../../lib/cli/build/carry-static.ts'

const DAY = 24 * 60 * 60 * 1000

describe('the static files of earlier builds', () => {
  let builds: string
  const now = new Date()
  beforeEach(async () => {
    builds = await mkdtemp(join(tmpdir(), 'builds-'))
  })
  afterEach(() => rm(builds, { recursive: true }))

  const arrange = async (name: string, daysAgo: number, files: Record<string, string>) => {
    await mkdir(join(builds, name, 'static'), { recursive: true })
    for (const [path, text] of Object.entries(files)) {
      const file = join(builds, name, 'static', path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, text)
    }
    await writeFile(join(builds, name, 'BUILD_ID'), name)
    await noteOwnStatic(join(builds, name))
    await stampUse(join(builds, name), new Date(now.getTime() - daysAgo * DAY))
  }

  it('stay served for 7 days from their last use, and then go', async () => {
    await arrange('aaaaaaaaaaaaaaaa', 8, { 'chunks/old.js': 'old' })
    await arrange('bbbbbbbbbbbbbbbb', 6, { 'chunks/late.js': 'late', 'chunks/same.js': 'theirs' })
    await arrange('cccccccccccccccc', 0, { 'chunks/now.js': 'now', 'chunks/same.js': 'ours' })

    await carryStatic(builds, 'cccccccccccccccc', now)
    const served = join(builds, 'cccccccccccccccc', 'static', 'chunks')
    expect((await readdir(served)).sort()).toEqual(['late.js', 'now.js', 'same.js'])
    expect(await readFile(join(served, 'same.js'), 'utf8')).toBe('ours')
    expect((await readdir(builds)).sort()).toEqual(['bbbbbbbbbbbbbbbb', 'cccccccccccccccc'])
  })

  it('are not handed on from build to build for ever', async () => {
    await arrange('aaaaaaaaaaaaaaaa', 6, { 'chunks/old.js': 'old' })
    await arrange('bbbbbbbbbbbbbbbb', 0, { 'chunks/late.js': 'late' })
    await carryStatic(builds, 'bbbbbbbbbbbbbbbb', now)
    expect(await readdir(join(builds, 'bbbbbbbbbbbbbbbb/static/chunks'))).toContain('old.js')

    await arrange('cccccccccccccccc', 0, { 'chunks/now.js': 'now' })
    await carryStatic(builds, 'cccccccccccccccc', new Date(now.getTime() + 2 * DAY))
    expect((await readdir(join(builds, 'cccccccccccccccc/static/chunks'))).sort()).toEqual(['late.js', 'now.js'])
  })

  it('are all that is left of a build that nobody has served for a day', async () => {
    await arrange('aaaaaaaaaaaaaaaa', 0.9, { 'chunks/a.js': 'a' })
    await arrange('bbbbbbbbbbbbbbbb', 1.1, { 'chunks/b.js': 'b' })
    await arrange('cccccccccccccccc', 0, {})
    await carryStatic(builds, 'cccccccccccccccc', now)
    expect(await readdir(join(builds, 'aaaaaaaaaaaaaaaa'))).toContain('BUILD_ID')
    expect((await readdir(join(builds, 'bbbbbbbbbbbbbbbb'))).sort()).toEqual(['last-used', 'own-static.json', 'static'])
    expect((await readdir(join(builds, 'cccccccccccccccc/static/chunks'))).sort()).toEqual(['a.js', 'b.js'])
  })
})
