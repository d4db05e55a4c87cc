import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** What a build is made of. `lib/channels` and the rest of `lib/cli` run as they are, outside of it. */
const FOLDERS = ['app', 'lib/shared', 'lib/server', 'lib/client', 'lib/worker', 'lib/cli/build', 'public']
const FILES = ['package-lock.json', 'tsconfig.json', 'next.config.mjs', 'proxy.ts', 'instrumentation.ts']

/** Names the sources in `root` as they are now: 16 hex digits, of names and content (times say nothing after a checkout). */
export async function sourceHash(root: string): Promise<string> {
  const files = [...FILES, ...(await Promise.all(FOLDERS.map(folder => filesIn(root, folder)))).flat()].sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = await readIfThere(join(root, file))
    if (content) hash.update(`${file}\0${content.byteLength}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesIn(root: string, folder: string): Promise<string[]> {
  const entries = (await ifThere(readdir(join(root, folder), { withFileTypes: true }))) ?? []
  const nested = entries.map(entry => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesIn(root, path) : [path]
  })
  return (await Promise.all(nested)).flat()
}

function readIfThere(file: string): Promise<Buffer | undefined> {
  return ifThere(readFile(file))
}

async function ifThere<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
