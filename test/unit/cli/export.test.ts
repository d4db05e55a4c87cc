import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimFolder } from '../../../lib/cli/export/claim-folder.ts'
import { showProgress } from '../../../lib/cli/show-progress.ts'
import { createCast } from '../../../lib/server/create-cast.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp } from '../../support/arrange-log.ts'
import { launchCli, newFolder } from '../../support/cli.ts'

describe('npm run export', () => {
  it('writes a cast as one page while somebody else has the store open', async () => {
    const { folder, cast, send } = await arrangeLog()
    await send([publishOp('Cake is cut')])
    const target = join(newFolder(), 'out')
    const { output, ended } = launchCli(['export', cast.slug, target], { DATA_DIR: folder })
    expect(await ended, output()).toBe(0)
    expect(output().trim()).toBe(`${join(target, 'index.html')}: 1 of 1 post, no gaps.`)
    expect(await readdir(target)).toEqual(['index.html'])
    expect(await readFile(join(target, 'index.html'), 'utf8')).toContain('<p dir="auto">Cake is cut</p>')
  })

  it('takes a private cast too, by its id, and a folder that is there and empty', async () => {
    const { folder, store, author } = await arrangeLog()
    const asked = { id: newId(), title: 'Family only', visibility: 'private' as const }
    const { cast } = await createCast(store, author, asked, NOON)
    const target = newFolder()
    const { output, ended } = launchCli(['export', cast.id, target], { DATA_DIR: folder })
    expect(await ended, output()).toBe(0)
    expect(await readFile(join(target, 'index.html'), 'utf8')).toContain('Family only')
  })

  it('says in one line what is wrong, and leaves everything as it was', async () => {
    const { folder, cast } = await arrangeLog()
    const place = newFolder()
    const full = join(place, 'full')
    await mkdir(full)
    await writeFile(join(full, 'index.html'), 'mine')
    const refusals: [string[], RegExp][] = [
      [[], /^Say which cast, and where to: npm run export -- <slug> \[folder\]$/],
      [[cast.slug, full, 'more'], /^Say which cast/],
      [['nowhere', join(place, 'new')], /^There is no cast "nowhere" here\. .* Nothing was written\.$/],
      [[cast.slug, full], /full is not empty, and nothing is overwritten\. Choose another folder\.$/],
      [[cast.slug, join(full, 'index.html')], /index\.html is no folder\. Choose another place\.$/],
      [[cast.slug, join(place, 'a', 'b')], /^There is no folder .*\/a\. Make it first\.$/],
      [[cast.slug, '/proc/log'], /^The folder \/proc\/log cannot be written \(\w+\)\. Choose another one\.$/],
    ]
    const runs = refusals.map(async ([args, message]) => {
      const { output, ended } = launchCli(['export', ...args], { DATA_DIR: folder })
      expect(await ended, `${args}: ${output()}`).toBe(1)
      expect(output().trim()).toMatch(message)
    })
    await Promise.all(runs)
    expect(await readdir(place)).toEqual(['full'])
    expect(await readdir(full)).toEqual(['index.html'])
    expect(await readFile(join(full, 'index.html'), 'utf8')).toBe('mine')
  })
})

describe('a folder for an export', () => {
  it('is as it was when the export is given up, and holds no half page under its name', async () => {
    const place = newFolder()
    await mkdir(join(place, 'empty'))
    for (const name of ['empty', 'new']) {
      const claimed = await claimFolder(join(place, name), 'index.html')
      expect(await readdir(join(place, name))).toEqual(['index.html.part'])
      await claimed.giveUp()
    }
    expect(await readdir(place)).toEqual(['empty'])
    expect(await readdir(join(place, 'empty'))).toEqual([])
  })

  it('is refused to the second of two exports', async () => {
    const folder = join(newFolder(), 'out')
    const first = await claimFolder(folder, 'index.html')
    await expect(claimFolder(folder, 'index.html')).rejects.toThrow('is not empty')
    await first.fill('page')
    expect(await readFile(first.file, 'utf8')).toBe('page')
  })
})

describe('progress', () => {
  const shown = (steps: number, isTTY: boolean) => {
    const written: string[] = []
    const onProgress = showProgress('Reading', { isTTY, write: text => written.push(text) })
    for (let step = 1; step <= steps; step++) onProgress(step, steps)
    return written
  }

  it('is a line every tenth of a long job', () => {
    expect(shown(4_321, false)).toEqual(Array.from({ length: 10 }, (_, index) => `Reading ${(index + 1) * 10} %\n`))
  })

  it('is one line that moves on a terminal', () => {
    const written = shown(4_321, true)
    expect(written).toHaveLength(100)
    expect(written.at(0)).toBe('\rReading 1 %')
    expect(written.at(-1)).toBe('\rReading 100 %\n')
  })

  it('is not shown for a short job', () => {
    expect(shown(999, true)).toEqual([])
  })
})
