import { describe, expect, it } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { workerIsReady } from '../support/device-copies.ts'
import { lastingPhone } from '../support/lasting-phone.ts'
import { signInOn, studioOf } from '../support/publisher-page.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'

/** For a page: milliseconds from its navigation until the composer is there. The script that hears it puts it there. */
function noteWhenTextIsTaken(): void {
  const note = () => {
    if (document.querySelector('textarea:enabled') === null) return
    document.documentElement.dataset.takesText ??= String(performance.now())
    seen.disconnect()
  }
  const seen = new MutationObserver(note)
  seen.observe(document, { subtree: true, childList: true, attributes: true })
}

describe('a phone without a signal', () => {
  it('opens the studio from cold, keeps five posts over a kill, and sends them by itself, in order and once (invariants 1, 2 and 8)', async () => {
    const app = await startApp()
    const owner = await signIn(app.origin)
    const cast = await owner.startCast({ title: 'Burek’s first birthday' })
    const phone = await lastingPhone()
    let page = await phone.start()
    await signInOn(page, app.origin)
    const address = `${app.origin}/studio?cast=${cast.id}`
    await page.goto(address)
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    await workerIsReady(page)
    await phone.close() // Chromium writes cookies every half minute only
    await app.kill('SIGKILL')

    page = await phone.start()
    const session = await page.context().newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    await page.addInitScript(noteWhenTextIsTaken)
    await page.goto(address, { waitUntil: 'commit' })
    const { text } = studioOf(page)
    await text.fill('First')
    const took = Number(await page.locator('html').getAttribute('data-takes-text'))
    console.log(`takes text ${Math.round(took)} ms from cold, without a server, at a quarter of the speed`)
    await page.getByRole('heading', { name: 'Burek’s first birthday' }).waitFor()
    for (const [at, words] of ['First', 'Second', 'Third', 'Fourth', 'Fifth'].entries()) {
      await text.fill(words)
      await studioOf(page).post.click()
      await page
        .getByText(`${at + 1} waiting`)
        .first()
        .waitFor()
    }
    await phone.kill()

    await app.restart()
    page = await phone.start()
    await page.goto(address)
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor({ timeout: 20_000 })
    const viewer = await newPhone()
    await viewer.page.goto(`${app.origin}/c/${cast.slug}`)
    await viewer.page.getByText('Fifth').waitFor()
    const texts = await viewer.page.getByRole('article').locator('p:not([lang])').allTextContents()
    expect(texts).toEqual(['Fifth', 'Fourth', 'Third', 'Second', 'First'])
    await viewer.page.close()
    await app.stop()
  })
})
