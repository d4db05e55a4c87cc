import { resolve } from 'node:path'
import { readConfig } from '../server/config.ts'
import { checkInWords } from '../server/export/log-check.ts'
import { logPage } from '../server/export/log-page.ts'
import { readLog } from '../server/export/read-log.ts'
import { project } from '../server/follow/project.ts'
import type { CastRecord, Store } from '../server/store/store.ts'
import { claimFolder } from './export/claim-folder.ts'
import { Problem } from './problem.ts'
import { showProgress } from './show-progress.ts'
import { withExistingStore } from './with-existing-store.ts'

/**
 * `npm run export -- <slug> [folder]`: a cast, public or private, as one page that opens from disk, also while PusherCast
 * runs. Overwrites nothing.
 */
export async function run([name, folder, ...rest]: string[]): Promise<void> {
  if (!name || rest.length > 0) throw new Problem('Say which cast, and where to: npm run export -- <slug> [folder]')
  const done = await withExistingStore(readConfig(process.env), async store => {
    const cast = await findCast(store, name)
    return exportCast(store, cast, resolve(folder ?? `${cast.slug}-log`))
  })
  console.log(done)
}

async function findCast(store: Store, name: string): Promise<CastRecord> {
  const cast = await store.readCast(name)
  if (cast !== null) return project(store, cast.id)
  throw new Problem(
    `There is no cast "${name}" here. Its name is the end of its address: /c/<name>. Nothing was written.`,
  )
}

async function exportCast(store: Store, cast: CastRecord, folder: string): Promise<string> {
  const place = await claimFolder(folder, 'index.html')
  try {
    const log = await readLog(store, cast, showProgress('Reading'))
    const page = await logPage(log, Date.now(), showProgress('Writing'))
    await place.fill(page)
    return `${place.file}: ${checkInWords(log.check)}.`
  } catch (error) {
    await place.giveUp()
    throw error
  }
}
