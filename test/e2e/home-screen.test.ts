import { beforeAll, describe, expect, it } from 'vitest'
import { newPhone, type Phone } from '../support/browser.ts'
import { asOnIos, offerInstall } from '../support/install-offer.ts'
import { studioOf, takeSession } from '../support/publisher-page.ts'
import { type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

let app: App
let owner: Publisher
beforeAll(async () => {
  app = await startApp()
  owner = await signIn(app.origin)
  return () => app.stop()
})

async function phoneOf(person: Publisher): Promise<Phone> {
  const phone = await newPhone()
  await takeSession(phone, person, app.origin)
  return phone
}

describe('the way to the home screen', () => {
  it('is shown as steps on iOS, waits until nothing is unsent, and goes away for good when told', async () => {
    const { page } = await phoneOf(owner)
    const { id } = await owner.startCast({ title: 'A cast with a draft' })
    const steps = page.getByText('Add to Home Screen')
    await page.addInitScript(asOnIos)
    await page.goto(`${app.origin}/studio?cast=${id}`)
    await studioOf(page).text.fill('Not sent yet')
    await page.getByRole('link', { name: 'Your casts' }).click()
    await page.getByRole('link', { name: /A cast with a draft/ }).waitFor()
    await expect.poll(() => steps.count()).toBe(0)
    await page.getByRole('link', { name: /A cast with a draft/ }).click()
    await studioOf(page).post.click()
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    await page.getByRole('link', { name: 'Your casts' }).click()
    await steps.waitFor()
    await page.getByRole('button', { name: 'Not now' }).click()
    await steps.waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('link', { name: /A cast with a draft/ }).waitFor()
    expect(await steps.count()).toBe(0)
  })

  it('is one button where the browser offers to install the app', async () => {
    const { page } = await phoneOf(owner)
    await page.goto(`${app.origin}/studio`)
    await page.getByRole('heading', { name: 'Your casts' }).waitFor()
    await page.evaluate(offerInstall)
    const install = page.getByRole('button', { name: 'Install' })
    await install.click()
    await install.waitFor({ state: 'detached' })
    expect(await page.locator('html').getAttribute('data-prompts')).toBe('1')
  })

  it('is not promised on an address that no browser keeps an app of', async () => {
    const { page } = await phoneOf(owner)
    await page.addInitScript(() => Object.defineProperty(globalThis, 'isSecureContext', { value: false }))
    await page.goto(`${app.origin}/studio`)
    await page.getByRole('heading', { name: 'This address opens with signal only' }).waitFor()
  })
})

describe('the home screen’s “New post”', () => {
  it('opens the cast that was open last', async () => {
    const { page } = await phoneOf(owner)
    const first = await owner.startCast({ title: 'The first of two' })
    await owner.startCast({ title: 'The second of two' })
    await page.goto(`${app.origin}/studio?cast=${first.id}`)
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    await page.goto(`${app.origin}/studio?latest`)
    await page.getByRole('heading', { name: first.title }).waitFor()
    expect(new URL(page.url()).search).toBe(`?cast=${first.id}`)
  })
})

describe('the account’s sheet', () => {
  it('says whether the browser may clear what is unsent', async () => {
    const { page } = await phoneOf(owner)
    await page.addInitScript(() => {
      navigator.storage.persisted = async () => true
    })
    await page.goto(`${app.origin}/studio?sheet=account`)
    await page.getByText('The browser has promised not to clear it').waitFor()
  })
})
