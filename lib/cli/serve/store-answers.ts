import { setTimeout } from 'node:timers/promises'
import { isStoreUnavailable, type Store } from '../../server/store/store.ts'

/** Resolves when the store answers; says so once when it has to wait. What cannot pass by itself is thrown. */
export async function storeAnswers(store: Store): Promise<void> {
  for (let tries = 0; !(await answers(store)); tries += 1) {
    if (tries === 0) console.log('The database does not answer yet. Waiting for it …')
    await setTimeout(PAUSE_MS)
  }
}

const PAUSE_MS = 1_000

async function answers(store: Store): Promise<boolean> {
  try {
    await store.ping()
    return true
  } catch (error) {
    if (isStoreUnavailable(error)) return false
    throw error
  }
}
