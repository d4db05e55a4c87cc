import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Problem } from '../problem.ts'

/** A folder in which one file is being made. */
export interface Place {
  file: string
  /** Writes the file; it has its name only when it is whole. */
  fill(content: string): Promise<void>
  /** Leaves everything as it was. */
  giveUp(): Promise<void>
}

/** Makes a folder, or takes one that is empty, and makes sure that it can be written. Throws `Problem`. */
export async function claimFolder(folder: string, name: string): Promise<Place> {
  const file = join(folder, name)
  const part = `${file}.part`
  const isNew = await explained(folder, () => makeOrTake(folder))
  await explained(folder, () => writeFile(part, '', { flag: 'wx' }))
  return {
    file,
    fill: content =>
      explained(folder, async () => {
        await writeFile(part, content)
        await rename(part, file)
      }),
    async giveUp() {
      await rm(part, { force: true })
      if (isNew) await rmdir(folder)
    },
  }
}

/** True when it was made. */
async function makeOrTake(folder: string): Promise<boolean> {
  try {
    await mkdir(folder)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  const inside = await readdir(folder)
  if (inside.length === 0) return false
  throw new Problem(`${folder} is not empty, and nothing is overwritten. Choose another folder.`)
}

async function explained<T>(folder: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof Problem) throw error
    if (!existsSync(dirname(folder))) throw new Problem(`There is no folder ${dirname(folder)}. Make it first.`)
    if (codeOf(error) === 'ENOTDIR') throw new Problem(`${folder} is no folder. Choose another place.`)
    throw new Problem(`The folder ${folder} cannot be written (${codeOf(error)}). Choose another one.`)
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error
}
