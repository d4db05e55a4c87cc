import { existsSync } from 'node:fs'
import { type Config, readConfig } from '../server/config.ts'
import { CopyRefused, copyStore } from '../server/store/copy-store.ts'
import { mongoStore } from '../server/store/mongo-store.ts'
import { sqliteFile } from '../server/store/open-store.ts'
import { sqliteStore } from '../server/store/sqlite-store.ts'
import type { Store } from '../server/store/store.ts'
import { Problem } from './problem.ts'
import { showProgress } from './show-progress.ts'
import { withStore } from './with-existing-store.ts'

/**
 * `npm run copy-store -- to-mongodb|from-mongodb`: a whole installation from the data folder into the database of MONGODB_URI, or back.
 * Overwrites nothing; stopped in the middle, or after more was posted, it goes on where it was.
 */
export async function run([direction, ...rest]: string[]): Promise<void> {
  if ((direction !== 'to-mongodb' && direction !== 'from-mongodb') || rest.length > 0)
    throw new Problem('Say which way: npm run copy-store -- to-mongodb, or from-mongodb')
  const { mongo, file } = endsOf(readConfig(process.env), direction)
  await withStore(mongoStore(mongo), inMongo =>
    withStore(sqliteStore(file), async inFile => {
      const [from, to] = direction === 'to-mongodb' ? [inFile, inMongo] : [inMongo, inFile]
      console.log(await copied(from, to))
    }),
  )
}

function endsOf({ mongodbUri, dataDir }: Config, direction: 'to-mongodb' | 'from-mongodb') {
  if (mongodbUri === undefined) throw new Problem('Set MONGODB_URI to the database that is the other end of the copy.')
  const file = sqliteFile(dataDir)
  if (direction === 'to-mongodb' && !existsSync(file))
    throw new Problem(`There is nothing in ${dataDir} to copy. Set DATA_DIR to where the data is.`)
  return { mongo: mongodbUri, file }
}

/** Says what was copied. Throws `Problem` when the two are not one installation. */
export async function copied(from: Store, to: Store): Promise<string> {
  try {
    const { casts, entries } = await copyStore(from, to, showProgress('Copying'))
    return `All ${casts} casts with their ${entries} changes are there, and compared.`
  } catch (error) {
    if (error instanceof CopyRefused) throw new Problem(error.message)
    throw error
  }
}
