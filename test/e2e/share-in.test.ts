import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { axeFaults, smallTargets } from '../support/page-faults.ts'
import { openStudio, type PublisherPage, studioOf } from '../support/publisher-page.ts'
import { type App, startApp } from '../support/start-app.ts'
import { quadrantsPhoto, videoStart } from '../support/test-photos.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
  return () => app.stop()
})

describe('what another app shares into this one', () => {
  it('waits with no signal, and is in the post that the person adds it to, once', async () => {
    const { page, studio, posts, publisher, expectComplaint } = await readyStudio()
    expectComplaint(/ERR_INTERNET_DISCONNECTED/)
    const other = await publisher.startCast({ title: 'Another cast' })
    await share(page, {
      isOffline: true,
      title: 'The cake',
      text: 'The cake is here https://example.org/cake',
      photos: [
        ['dog.jpg', await quadrantsPhoto({ width: 400, height: 300 })],
        ['video.mp4', videoStart()],
      ],
    })
    await page.getByRole('heading', { name: 'From another app' }).waitFor()
    await page.getByText('2 photos', { exact: true }).waitFor()
    expect(await studio.text.inputValue()).toBe('')
    expect(await axeFaults(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await page.context().setOffline(false)
    await studio.text.fill('Look')
    await page.getByRole('button', { name: 'Add to this post' }).click()
    await page.getByText('Videos cannot be posted yet.').waitFor()
    await expect.poll(() => studio.text.inputValue()).toBe('Look\nThe cake is here https://example.org/cake')
    await page.getByRole('heading', { name: 'New post, 1 photo' }).waitFor()
    await page.goto(`${app.origin}/studio?cast=${other.id}`)
    await page.getByRole('heading', { name: 'Another cast' }).waitFor()
    expect(await page.getByRole('heading', { name: 'From another app' }).count()).toBe(0)
    await page.goBack()
    await studio.post.click()
    await expect.poll(async () => (await posts())[0]?.media?.[0]?.state, { timeout: 20_000 }).toBe('ready')
    expect(await posts()).toMatchObject([{ text: 'Look\nThe cake is here https://example.org/cake' }])
  })

  it('touches nothing when any site sends it: it is discarded with a tap', async () => {
    const { page, studio, posts } = await readyStudio()
    await studio.text.fill('My own words')
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
    await share(page, { text: 'Buy coins' })
    await page.getByText('Buy coins').waitFor()
    expect(await studio.text.inputValue()).toBe('My own words')
    await page.getByRole('button', { name: 'Discard' }).click()
    await page.getByText('Buy coins').waitFor({ state: 'detached' })
    expect(await studio.text.evaluate(field => field === document.activeElement)).toBe(true)
    await page.reload()
    await expect.poll(() => studio.text.inputValue()).toBe('My own words')
    expect(await page.getByText('Buy coins').count()).toBe(0)
    expect(await posts()).toEqual([])
  })

  it('stays in the other app, which the studio says, when it is too much or nobody was there to take it', async () => {
    const { page } = await readyStudio()
    await share(page, { text: 'x'.repeat(20_001) })
    await page.getByRole('heading', { name: 'What you shared was not kept' }).waitFor()
    await page.getByText('Too much waits').waitFor()
    expect(await axeFaults(page)).toEqual([])
    const stranger = await newPhone()
    await share(stranger.page, { text: 'Cake' })
    await stranger.page.getByText('PusherCast was not ready to take it.').waitFor()
  })
})

/** Once the worker is there, without which nothing is taken. */
async function readyStudio(): Promise<PublisherPage> {
  const opened = await openStudio(app)
  await opened.page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready
    if (active?.state === 'activated') return
    await new Promise<void>(resolve => active?.addEventListener('statechange', () => resolve()))
  })
  return { ...opened, studio: studioOf(opened.page) }
}

interface Shared {
  isOffline?: boolean
  title?: string
  text?: string
  photos?: [name: string, bytes: Buffer][]
}

/** As a phone's system does it, and as any site can: a form that is sent to the address that the manifest names. */
async function share(page: Page, { isOffline = false, title = '', text = '', photos = [] }: Shared): Promise<void> {
  await page.goto(await siteWithForm())
  await page.locator('[name=title]').fill(title)
  await page.locator('[name=text]').fill(text)
  const files = photos.map(([name, buffer]) => ({ name, mimeType: 'application/octet-stream', buffer }))
  await page.locator('[name=photos]').setInputFiles(files)
  await page.context().setOffline(isOffline)
  await page.getByRole('button', { name: 'Share' }).click()
}

async function siteWithForm(): Promise<string> {
  const form = `<form method="post" enctype="multipart/form-data" action="${app.origin}/studio/share">
    <input name="title"><textarea name="text"></textarea><input name="photos" type="file" multiple><button>Share</button></form>`
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(form))
  await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void site.close())
  return `http://127.0.0.1:${(site.address() as AddressInfo).port}/`
}
