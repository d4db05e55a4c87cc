import { setTimeout } from 'node:timers/promises'
import { isStoreUnavailable, type Store } from '../../server/store/store.ts'

/** Resolves when the store answers; says why when it has to wait. What cannot pass by itself is thrown. */
export async function storeAnswers(store: Store): Promise<void> {
  const trouble = await troubleOf(store)
  if (trouble === null) return
  console.log(`The database does not answer yet (${trouble}). Waiting for it …`)
  do await setTimeout(PAUSE_MS)
  while ((await troubleOf(store)) !== null)
}

const PAUSE_MS = 1_000

/** In a few words; null when there is none. */
async function troubleOf(store: Store): Promise<string | null> {
  try {
    await store.ping()
    return null
  } catch (error) {
    if (isStoreUnavailable(error)) return error.message
    throw error
  }
}
