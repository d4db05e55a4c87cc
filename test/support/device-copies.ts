import type { Page } from 'playwright'

/** The worker has everything that it needs, and answers for this page. */
export async function workerIsReady(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated', null, { timeout: 20_000 })
}

/** What of the worker is on this device: its registrations, and its caches. */
export function workerTraces(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations()
    return [...registrations.map(({ scope }) => scope), ...(await caches.keys())]
  })
}

/** The addresses of the casts that this device could show without a network. */
export async function keptSlugs(page: Page): Promise<string[]> {
  const casts = await rowsOf(page, { database: 'pushercast-reading', store: 'casts' })
  return casts.map(({ slug }) => slug)
}

/** The rows of a store in this device's IndexedDB; none where there is no such database yet. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at single fields of rows of every shape
export function rowsOf(page: Page, place: { database: string; store: string }): Promise<any[]> {
  return page.evaluate(async ({ database, store }) => {
    const result = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const isThere = (await indexedDB.databases()).some(({ name }) => name === database)
    if (!isThere) return [] // opening it would make it, without its stores
    const db = await result(indexedDB.open(database))
    try {
      return await result(db.transaction(store).objectStore(store).getAll())
    } finally {
      db.close()
    }
  }, place)
}
