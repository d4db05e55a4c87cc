import type { Config } from '../server/config.ts'
import { hasStore, openStore } from '../server/store/open-store.ts'
import type { Store } from '../server/store/store.ts'
import { Problem } from './problem.ts'

/** Gives `work` the store of an installation that was started at least once, also while it runs. Throws `Problem` when there is none. */
export async function withExistingStore<T>({ dataDir }: Config, work: (store: Store) => Promise<T>): Promise<T> {
  if (!hasStore({ dataDir })) {
    throw new Problem(
      `There is nothing in ${dataDir} yet. Start PusherCast once with npm start, or set DATA_DIR to where its data is.`,
    )
  }
  const store = openStore({ dataDir })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
