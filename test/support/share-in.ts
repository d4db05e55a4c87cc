import type { Page } from 'playwright'
import { SHARE_PATH } from '../../lib/shared/share-target.ts'

export interface Shared {
  title?: string
  text?: string
  photos?: [name: string, bytes: Buffer][]
}

/** Shares into the app at `origin` as a phone's system does, and as any site can: a form that is sent to the address that the manifest names. */
export async function shareIn(
  page: Page,
  origin: string,
  { title = '', text = '', photos = [] }: Shared,
): Promise<void> {
  await page.goto('about:blank')
  await page.setContent(`<form method="post" enctype="multipart/form-data" action="${origin}${SHARE_PATH}">
    <input name="title"><textarea name="text"></textarea><input name="photos" type="file" multiple><button>Share</button></form>`)
  await page.locator('[name=title]').fill(title)
  await page.locator('[name=text]').fill(text)
  const files = photos.map(([name, buffer]) => ({ name, mimeType: 'image/jpeg', buffer }))
  await page.locator('[name=photos]').setInputFiles(files)
  await page.getByRole('button', { name: 'Share' }).click()
}

/** Until the service worker of the page is there, without which nothing is taken. */
export function untilShareable(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state === 'activated') return
    await new Promise<void>(resolve => active?.addEventListener('statechange', () => resolve()))
  })
}
