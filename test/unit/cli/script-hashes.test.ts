import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { scriptHashes } from '../../../lib/cli/build/script-hashes.ts'

it('finds the inline scripts of every prerendered page, and no others', async () => {
  const build = await mkdtemp(join(tmpdir(), 'build-'))
  const pages = join(build, 'server', 'app')
  await mkdir(join(pages, 'help'), { recursive: true })
  await writeFile(join(pages, 'index.html'), '<script>one()</script><p>x</p><script id="_R_">two(\n"é")</script>')
  await writeFile(join(pages, 'help', 'more.html'), '<script src="/a.js" async=""></script><script>one()</script>')
  await writeFile(join(pages, 'help', 'more.rsc'), '<script>three()</script>')

  const hash = (text: string) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`
  expect(await scriptHashes(build)).toEqual({ '/': [hash('one()'), hash('two(\n"é")')], '/help/more': [hash('one()')] })
  await rm(build, { recursive: true })
})
