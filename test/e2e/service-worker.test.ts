import { readFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Locator, Page } from 'playwright'
import { describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { appToBreak, SERVER_GONE } from '../support/app-to-break.ts'
import { rowsOf, workerIsReady, workerTraces } from '../support/device-copies.ts'
import { lastingPhone } from '../support/lasting-phone.ts'
import { BUILD, buildWithOtherWorker } from '../support/other-build.ts'
import { openStudio, takeSession } from '../support/publisher-page.ts'
import { signIn } from '../support/sign-in.ts'
import type { App } from '../support/start-app.ts'

describe('the service worker', () => {
  it('lets the studio be installed', async () => {
    const app = await appToBreak()
    const page = await (await lastingPhone()).start() // a private window cannot install anything
    await takeSession({ page, context: page.context(), expectComplaint() {} }, await signIn(app.origin), app.origin)
    await page.goto(`${app.origin}/studio`)
    await workerIsReady(page)
    const session = await page.context().newCDPSession(page)
    expect(await session.send('Page.getInstallabilityErrors')).toEqual({ installabilityErrors: [] })
  })

  it('is that of the build, at most 25 KB on the wire, and asked for anew each time', async () => {
    const app = await appToBreak()
    const answer = await fetch(`${app.origin}/sw.js`)
    const script = await answer.text()
    expect(script).toBe(await readFile(`${BUILD}/sw.js`, 'utf8'))
    expect(gzipSync(script).length).toBeLessThanOrEqual(25 * 1024)
    expect(answer.headers.get('cache-control')).toBe('no-cache')
  })

  it('lets a page start a dedicated worker without a server, under the whole address that it asks for', async () => {
    const app = await appToBreak()
    const { page, expectComplaint } = await openStudio(app)
    expectComplaint(SERVER_GONE)
    await workerIsReady(page)
    const session = await page.context().newCDPSession(page)
    await session.send('Network.clearBrowserCache') // browsers drop what they like; the copies of the worker stay
    await app.kill('SIGKILL')
    const started = page.waitForEvent('worker')
    await page.evaluate(() => {
      const file = document.querySelector<HTMLScriptElement>('script[src*="/_next/static/chunks/"]')?.src
      Object.assign(window, { worker: new Worker(`${file}#params=1`) }) // or it would be collected
    })
    expect(await (await started).evaluate(() => location.hash)).toBe('#params=1')
  })

  it('goes with its copies where workers are switched off, and leaves what is unsent (invariant 1)', async () => {
    const app = await appToBreak()
    const { page, cast, publisher, studio, expectComplaint } = await openStudio(app)
    expectComplaint(SERVER_GONE)
    await workerIsReady(page)
    await publisher.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { endedAt: new Date().toISOString() } }])
    await studio.chip.filter({ hasText: 'Ended' }).waitFor()
    await studio.text.fill('Came too late')
    await studio.post.click()
    await studio.chip.filter({ hasText: '1 not sent' }).waitFor()
    expect(await workerTraces(page)).toHaveLength(2)

    await app.restart({ SERVICE_WORKER: 'off' })
    await page.reload()
    await expect.poll(() => workerTraces(page), SOON).toEqual([])
    await page.reload()
    await page.getByText('Came too late').waitFor()
    await expect.poll(() => workerTraces(page), SOON).toEqual([])
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull()
    expect(await rowsOf(page, { database: 'pushercast-outbox', store: 'entries' })).toMatchObject([
      { state: 'held', ask: { post: { text: 'Came too late' } } },
    ])
  })

  it('offers a new version and never takes it by itself: what is typed is there before and after', async () => {
    const app = await appToBreak()
    const { page, context, studio, posts, expectComplaint } = await openStudio(app)
    expectComplaint(SERVER_GONE)
    await workerIsReady(page)
    await mark(page)
    await studio.text.fill('Half a ')
    await openNewVersion(app, context)
    await page.bringToFront()
    await reloadOf(page).waitFor(SOON)
    await page.getByText('New version', { exact: true }).waitFor()
    await studio.text.pressSequentially('thought')
    await studio.post.click()
    await expect.poll(posts, SOON).toMatchObject([{ text: 'Half a thought' }])
    await studio.text.fill('The other half')
    expect(await isMarked(page)).toBe(true)

    await reloadOf(page).click()
    await expect.poll(() => isMarked(page), SOON).toBe(false)
    await expect.poll(() => studio.text.inputValue(), SOON).toBe('The other half')
    await studio.post.click()
    await expect.poll(posts, SOON).toMatchObject([{ text: 'Half a thought' }, { text: 'The other half' }])
    expect(await reloadOf(page).count()).toBe(0)
  })

  it('lets each tab take a new version in its own time', async () => {
    const app = await appToBreak()
    const { page, context, expectComplaint } = await openStudio(app)
    expectComplaint(SERVER_GONE)
    await workerIsReady(page)
    const other = await openNewVersion(app, context)
    for (const tab of [page, other]) {
      await mark(tab)
      await reloadOf(tab).waitFor(SOON)
    }
    await page.bringToFront()
    await reloadOf(page).click()
    await expect.poll(() => isMarked(page), SOON).toBe(false)
    expect(await isMarked(other)).toBe(true)
    await other.bringToFront()
    await reloadOf(other).click()
    await expect.poll(() => isMarked(other), SOON).toBe(false)
    expect(await reloadOf(other).count()).toBe(0)
  })
})

const SOON = { timeout: 15_000 }

/** Serves a newer worker, and has the browser look for it: it does when a page is opened. */
async function openNewVersion(app: App, context: BrowserContext): Promise<Page> {
  await app.restart({ PUSHERCAST_BUILD_DIR: await buildWithOtherWorker() })
  const tab = await context.newPage()
  await tab.goto(`${app.origin}/studio`)
  return tab
}

function reloadOf(page: Page): Locator {
  return page.getByRole('button', { name: 'Reload' })
}

/** What tells a page from the one that is there after a reload. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-marked', ''))
}

async function isMarked(page: Page): Promise<boolean> {
  return (await page.locator('body[data-marked]').count()) === 1
}
