import type { Config } from '../server/config.ts'
import { mayHaveStore, openStore } from '../server/store/open-store.ts'
import { isStoreUnavailable, type Store } from '../server/store/store.ts'
import { Problem } from './problem.ts'

/** Gives `work` the store of an installation that was started at least once, also while it runs. Throws `Problem` when there is none. */
export async function withExistingStore<T>(config: Config, work: (store: Store) => Promise<T>): Promise<T> {
  assertStarted(config)
  return withStore(openStore(config), async store => {
    if ((await store.readOwner()) === null) throw nothingYet(config) // the first start makes one
    return work(store)
  })
}

/** Throws `Problem` when there can be nothing yet. */
export function assertStarted(config: Config): void {
  if (!mayHaveStore(config)) throw nothingYet(config)
}

function nothingYet({ dataDir, mongodbUri }: Config): Problem {
  const [place, setting] =
    mongodbUri === undefined ? [dataDir, 'DATA_DIR'] : ['the database of MONGODB_URI', 'MONGODB_URI']
  return new Problem(
    `There is nothing in ${place} yet. Start PusherCast once with npm start, or set ${setting} to where its data is.`,
  )
}

/** Closes the store afterwards. Throws `Problem` when it does not answer. */
export async function withStore<S extends Store, T>(store: S, work: (store: S) => Promise<T>): Promise<T> {
  try {
    return await work(store)
  } catch (error) {
    if (!isStoreUnavailable(error)) throw error
    throw new Problem(`The database does not answer (${error.message}). Nothing was lost; run this again when it does.`)
  } finally {
    await store.close()
  }
}
