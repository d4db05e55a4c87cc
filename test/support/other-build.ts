import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises'
import { onTestFinished } from 'vitest'

/** The build that the tests serve. */
export const BUILD = process.env.PUSHERCAST_BUILD_DIR ?? ''

/** A copy of it for one test that differs in its worker. Beside it, as it finds its packages from there. */
export async function buildWithOtherWorker(): Promise<string> {
  const copy = await mkdtemp(`${BUILD}-`)
  onTestFinished(() => rm(copy, { recursive: true }))
  await cp(BUILD, copy, { recursive: true, verbatimSymlinks: true })
  await appendFile(`${copy}/sw.js`, '\n// another version')
  return copy
}
