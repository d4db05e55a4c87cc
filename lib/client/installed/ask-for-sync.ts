import { FLUSH_TAG } from './flush-tag.ts'

/** Asks the browser to let the worker send what is unsent when there is a network, also after the page is closed. False where it cannot. */
export async function askForSync(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !('SyncManager' in globalThis)) return false
  try {
    const registration = await navigator.serviceWorker.getRegistration()
    if (!registration?.active) return false
    await registration.sync.register(FLUSH_TAG)
    return true
  } catch {
    return false // switched off, or in a private window: the page itself goes on trying
  }
}
