import type { Page } from 'playwright'
import { expect } from 'vitest'

/**
 * The worker has everything that it needs, and answers from the next navigation on. A page that was just loading when the worker took over is
 * not one of those that it answers for.
 */
export async function workerIsReady(page: Page): Promise<void> {
  const state = () => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.active?.state)
  await expect.poll(state, { timeout: 20_000 }).toBe('activated')
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
  return (await rowsOf(page, KEPT)).map(({ slug }) => slug)
}

/** The posts that it could show of one, newest first; undefined where that is not kept. */
export async function keptTexts(page: Page, cast: { slug: string }): Promise<string[] | undefined> {
  const kept = (await rowsOf(page, KEPT)).find(({ slug }) => slug === cast.slug)
  return kept?.start.page.posts.map(({ text }: { text: string }) => text)
}

const KEPT = { database: 'pushercast-reading', store: 'casts' }

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
