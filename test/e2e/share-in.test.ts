import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { countKept } from '../support/count-kept.ts'
import { axeFaults, smallTargets } from '../support/page-faults.ts'
import { openStudio, type PublisherPage } from '../support/publisher-page.ts'
import { type Shared, shareIn, untilShareable } from '../support/share-in.ts'
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
    await page.context().setOffline(true)
    await share(page, {
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
    await expect.poll(() => countKept(page, 'shared')).toBe(0)
    await page.goto(`${app.origin}/studio?cast=${other.id}`)
    await page.getByRole('heading', { name: 'Another cast' }).waitFor()
    await page.goBack()
    await studio.post.click()
    await expect.poll(async () => (await posts())[0]?.media?.[0]?.state, { timeout: 20_000 }).toBe('ready')
    expect(await posts()).toMatchObject([{ text: 'Look\nThe cake is here https://example.org/cake' }])
  })

  it('comes behind what is being typed, which goes on where it was', async () => {
    const { page, studio } = await readyStudio()
    await share(page, { text: 'https://example.org/cake' })
    await studio.text.fill('one three')
    for (const _ of 'three') await studio.text.press('ArrowLeft')
    await page.getByRole('button', { name: 'Add to this post' }).click()
    await expect.poll(() => studio.text.inputValue()).toBe('one three\nhttps://example.org/cake')
    await page.keyboard.type('two ')
    expect(await studio.text.inputValue()).toBe('one two three\nhttps://example.org/cake')
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
    expect(await countKept(page, 'shared')).toBe(0)
    expect(await posts()).toEqual([])
  })

  it('is discarded all at once when a site sends it over and over', async () => {
    const { page } = await readyStudio()
    for (const nth of [1, 2, 3]) {
      await share(page, { text: `Buy coins ${nth}` })
      await page.getByText('Buy coins 1').waitFor()
    }
    await page.getByRole('button', { name: 'Discard all 3' }).click()
    await expect.poll(() => countKept(page, 'shared')).toBe(0)
    await page.getByRole('heading', { name: 'From another app' }).waitFor({ state: 'detached' })
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
  await untilShareable(opened.page)
  return opened
}

function share(page: Page, shared: Shared): Promise<void> {
  return shareIn(page, app.origin, shared)
}
