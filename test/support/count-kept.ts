import type { Page } from 'playwright'

/** How much the phone of a page keeps in a store of its outbox's database. */
export function countKept(page: Page, store: 'photoFiles' | 'shared'): Promise<number> {
  return page.evaluate(
    name =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('pushercast-outbox')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction(name).objectStore(name).count()
          counting.onsuccess = () => {
            opening.result.close()
            resolve(counting.result)
          }
        }
      }),
    store,
  )
}
