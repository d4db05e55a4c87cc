import type { Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import type { Cast } from '../../lib/shared/cast.ts'
import { timeAndOtherDay } from '../../lib/shared/clock-time.ts'
import { appToBreak, SERVER_GONE } from '../support/app-to-break.ts'
import { newPhone } from '../support/browser.ts'
import { keptSlugs, keptTexts, rowsOf, workerIsReady } from '../support/device-copies.ts'
import { openStudio, takeSession } from '../support/publisher-page.ts'
import { type Publisher, signIn } from '../support/sign-in.ts'
import type { App } from '../support/start-app.ts'

describe('the page of a cast, on a phone that the server does not answer', () => {
  it('shows what was read last and says up to when, and is live by itself once the server is back', async () => {
    const app = await appToBreak()
    const owner = await signIn(app.origin)
    const cast = await castWith(owner, ['one', 'two'])
    const { page, expectComplaint } = await newPhone()
    expectComplaint(SERVER_GONE)
    const began = Date.now()
    await readForLater(page, app, cast)
    await app.kill('SIGKILL')
    // Within an hour of midnight the page names the day as well.
    const seen = { now: Date.now() + AN_HOUR, timeZone: cast.timeZone }
    const minutes = [began, Date.now()].map(at => timeAndOtherDay(new Date(at).toISOString(), seen))
    await page.clock.setSystemTime(Date.now() + AN_HOUR)
    const answer = await page.goto(addressOf(app, cast))
    expect(answer?.fromServiceWorker()).toBe(true)
    await expect.poll(() => texts(page)).toEqual(['two', 'one'])
    expect(await page.getByRole('button', { name: '1 h ago' }).count()).toBe(2)
    const age = new RegExp(`you have everything up to (${minutes.join('|')})$`)
    await page.getByText(age).first().waitFor()

    await app.restart()
    await owner.publish(cast.id, 'three')
    await page.getByText('three', { exact: true }).waitFor({ timeout: 20_000 })
    expect(await texts(page)).toEqual(['three', 'two', 'one'])
    await expect.poll(() => page.getByText(age).count(), SOON).toBe(0)
  })

  it('says so where nothing is saved, and opens the cast by itself once the server is back', async () => {
    const app = await appToBreak()
    const owner = await signIn(app.origin)
    const cast = await castWith(owner, ['never seen'])
    const phone = await newPhone()
    const { page } = phone
    phone.expectComplaint(SERVER_GONE)
    await takeSession(phone, owner, app.origin)
    await page.goto(`${app.origin}/studio`)
    await workerIsReady(page)
    await app.kill('SIGKILL')
    await page.goto(addressOf(app, cast))
    await page.getByRole('heading', { name: 'No signal, and nothing saved yet' }).waitFor()

    await app.restart()
    await page.getByText('never seen').waitFor({ timeout: 20_000 })
    expect(await page.getByRole('heading', { name: 'No signal' }).count()).toBe(0)
  })

  it('opens within the worker’s patience when the server hangs, and what was posted meanwhile goes out once (invariants 1 and 8)', async () => {
    const app = await appToBreak()
    const { page, context, cast, publisher, studio, posts, expectComplaint } = await openStudio(app)
    expectComplaint(SERVER_GONE)
    await publisher.publish(cast.id, 'Before')
    const viewer = await context.newPage()
    await readForLater(viewer, app, cast)
    await app.kill('SIGSTOP')
    await studio.text.fill('Meanwhile')
    await studio.post.click()
    await expect.poll(() => studio.text.inputValue()).toBe('')
    const began = Date.now()
    await viewer.goto(addressOf(app, cast))
    await viewer.getByText('Before', { exact: true }).waitFor()
    expect(Date.now() - began).toBeLessThan(PATIENCE_MS + 3_000)

    await app.kill('SIGCONT')
    await studio.chip.filter({ hasText: 'all sent' }).waitFor({ timeout: 20_000 })
    await viewer.getByText('Meanwhile', { exact: true }).waitFor({ timeout: 20_000 })
    expect(await texts(viewer)).toEqual(['Meanwhile', 'Before'])
    await page.getByText('Meanwhile', { exact: true }).waitFor()
    expect(await posts()).toMatchObject([{ text: 'Before' }, { text: 'Meanwhile' }])
  })

  it('shows nothing of a private cast after its owner has signed out, and public ones as before (invariant 7)', async () => {
    const app = await appToBreak()
    const owner = await signIn(app.origin)
    const open = await castWith(owner, ['for all'])
    const secret = await castWith(owner, ['for me'], { visibility: 'private' })
    const phone = await newPhone()
    const { page } = phone
    phone.expectComplaint(SERVER_GONE)
    await takeSession(phone, owner, app.origin)
    await page.goto(`${app.origin}/studio`)
    await expect.poll(() => listings(page), SOON).toHaveLength(1)
    const tab = await phone.context.newPage()
    await Promise.all([readForLater(page, app, open), readForLater(tab, app, secret)])
    await tab.close()
    const session = await phone.context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 }) // a phone takes its time to delete, and the page leaves
    await signOutOn(page, app)
    await expect.poll(() => keptSlugs(page)).toEqual([open.slug])
    expect(await listings(page)).toEqual([])

    await app.kill('SIGKILL')
    await page.goto(addressOf(app, secret))
    await page.getByRole('heading', { name: 'No signal, and nothing saved yet' }).waitFor()
    await page.goto(addressOf(app, open))
    await page.getByText('for all').waitFor()
  })
})

const AN_HOUR = 60 * 60 * 1000
/** How long the worker waits for the server where it has a copy. Source: lib/worker/open-page.ts */
const PATIENCE_MS = 4_000
const SOON = { timeout: 15_000 }

async function castWith(owner: Publisher, posts: string[], settings: object = {}): Promise<Cast> {
  const cast = await owner.startCast(settings)
  await owner.publish(cast.id, ...posts)
  return cast
}

function addressOf(app: App, cast: Cast): string {
  return `${app.origin}/c/${cast.slug}`
}

/** Reads a cast until this device could show all of it without the server. */
async function readForLater(page: Page, app: App, cast: Cast): Promise<void> {
  await page.goto(addressOf(app, cast))
  await workerIsReady(page)
  await expect.poll(() => keptTexts(page, cast), SOON).toEqual(await texts(page))
}

/** Whose casts this device could list without the server. */
function listings(page: Page): Promise<unknown[]> {
  return rowsOf(page, { database: 'pushercast-reading', store: 'listings' })
}

async function signOutOn(page: Page, app: App): Promise<void> {
  await page.goto(`${app.origin}/studio`)
  await page.getByRole('button', { name: 'Signed in as Tomek' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(`${app.origin}/signin`)
}

/** The words of the posts, in their order on the page. */
function texts(page: Page): Promise<string[]> {
  return page.getByRole('article').locator('p:not([lang])').allTextContents()
}
