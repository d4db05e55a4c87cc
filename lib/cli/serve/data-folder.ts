import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../problem.ts'

/** Makes the data folder if it is missing, for its owner alone, and writes into it once. Throws `Problem`. */
export async function openDataFolder(dataDir: string): Promise<void> {
  const trial = join(dataDir, `writable-${randomUUID()}`)
  try {
    await makeFolder(dataDir)
    await writeFile(trial, '')
    await rm(trial)
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : error
    throw new Problem(
      `The data folder ${dataDir} cannot be written (${why}). Give this user the right to, or set DATA_DIR to another folder.`,
    )
  }
}

// Node's own `recursive` never ends where a parent is there but cannot hold folders, as in /proc (seen on Node 20.20).
async function makeFolder(folder: string): Promise<void> {
  if (existsSync(folder)) return
  await makeFolder(dirname(folder))
  await mkdir(folder, { mode: 0o700 }).catch(error => {
    if (error.code !== 'EEXIST') throw error // made by a process that started together with this one
  })
}
