import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { newPhone } from '../support/browser.ts'
import { launchCli } from '../support/cli.ts'
import { openStudio, studioOf, takeSession } from '../support/publisher-page.ts'
import { restoreBackup } from '../support/restore-backup.ts'
import { signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
  return () => app.stop()
})

const NO_NETWORK = /Failed to load|ERR_|WebSocket|fetching the script/

async function say(page: Page, words: string): Promise<void> {
  const { text, post } = studioOf(page)
  await text.fill(words)
  await post.click()
  await expect.poll(() => text.inputValue()).toBe('')
}

describe('without a server', () => {
  it('starts a cast, and says which link it has got where the wanted one was taken meanwhile', async () => {
    const owner = await signIn(app.origin)
    const slug = `party-${newId().slice(-6)}`
    const phone = await newPhone()
    const { page } = phone
    phone.expectComplaint(NO_NETWORK)
    phone.expectComplaint(/409/)
    await takeSession(phone, owner, app.origin)
    await page.goto(`${app.origin}/studio`)
    await page.getByRole('link', { name: 'Start a cast' }).waitFor()
    await owner.startCast({ slug })
    await app.kill('SIGKILL')
    await page.getByRole('link', { name: 'Start a cast' }).click()
    await page.getByLabel('Title').fill('Burek’s party')
    await page.getByLabel('Link').fill(slug)
    await page.getByRole('button', { name: 'Create cast' }).click()
    await page.getByText('This cast is on this phone only.').waitFor()
    await say(page, 'Nobody can read this yet')
    await app.restart()
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    await page.getByText(`The link “${slug}” was taken, so this cast has “bureks-party`).waitFor()
    await page.getByRole('button', { name: 'Got it' }).click()
    await page.getByText(/was taken/).waitFor({ state: 'detached' })
    const { casts } = (await owner.get('/api/me')).body
    expect(casts[0]).toMatchObject({ title: 'Burek’s party', newest: { text: 'Nobody can read this yet' } })
  })

  it('keeps what was posted before the end of the cast, which still goes in afterwards', async () => {
    const { page, posts, publisher, cast, expectComplaint } = await openStudio(app)
    expectComplaint(NO_NETWORK)
    await say(page, 'The first')
    await expect.poll(posts).toMatchObject([{ text: 'The first' }])
    await app.kill('SIGKILL')
    await say(page, 'From before the end')
    await page.close() // its network comes back late
    await app.restart()
    const endedAt = new Date().toISOString()
    await publisher.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { endedAt } }])
    const again = await page.context().newPage()
    await again.goto(`${app.origin}/studio?cast=${cast.id}`)
    await studioOf(again).chip.filter({ hasText: 'Ended' }).waitFor()
    await expect.poll(posts).toMatchObject([{ text: 'The first' }, { text: 'From before the end' }])
  })
})

describe('a server that was restored from a backup', () => {
  it('gets back from the phone what the backup had lost, once and in order', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'restored-'))
    onTestFinished(() => rm(dataDir, { recursive: true }))
    const own = await startApp({ dataDir })
    const { page, studio, posts, expectComplaint } = await openStudio(own)
    expectComplaint(NO_NETWORK)
    expectComplaint(/410/)
    const backup = join(dataDir, 'backup.db')
    const texts = async () => (await posts()).map(({ text }) => text)
    await say(page, 'In the backup')
    await expect.poll(texts).toEqual(['In the backup'])
    expect(await launchCli(['backup', backup], { DATA_DIR: dataDir }).ended).toBe(0)
    for (const words of ['Lost with the disk', 'Lost too']) await say(page, words)
    await expect.poll(texts).toEqual(['In the backup', 'Lost with the disk', 'Lost too'])
    await own.stop()
    await restoreBackup(backup, dataDir)
    await own.restart()
    await expect.poll(texts, { timeout: 20_000 }).toEqual(['In the backup', 'Lost with the disk', 'Lost too'])
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
    await own.stop()
  })
})

describe('a phone whose clock is off', () => {
  it.each([-3, 3])('by %i years has posts with the right time', async years => {
    const owner = await signIn(app.origin)
    const cast = await owner.startCast()
    const phone = await newPhone()
    await takeSession(phone, owner, app.origin)
    await phone.page.addInitScript(off => {
      const now = Date.now
      Date.now = () => now() + off
    }, years * YEAR_MS)
    await phone.page.goto(`${app.origin}/studio?cast=${cast.id}`)
    await say(phone.page, 'What time is it?')
    const posts = async () => (await owner.get(`/api/casts/${cast.id}/posts`)).body.posts
    await expect.poll(posts).toHaveLength(1)
    const [post] = await posts()
    expect(Math.abs(Date.parse(post.capturedAt) - Date.now())).toBeLessThan(60_000)
  })
})

const YEAR_MS = 365 * 24 * 60 * 60 * 1000

describe('a phone that cannot keep anything', () => {
  const NOT_KEPT = 'This phone cannot keep your text at the moment.'
  const NOT_POSTED = 'This phone could not keep the post, so it is not on its way.'

  it('says so at the first letter and at the press of Post, and leaves the text where it is', async () => {
    const { page, cast } = await openStudio(app)
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('blocked', 'SecurityError')
      }
    })
    await page.goto(`${app.origin}/studio?cast=${cast.id}`)
    const { text, post } = studioOf(page)
    await text.fill('Woof')
    await page.getByText(NOT_KEPT).waitFor()
    await post.click()
    await page.getByText(NOT_POSTED).waitFor()
    expect(await text.inputValue()).toBe('Woof')
  })

  it('says so when it is full, and sends the post once when there is room again', async () => {
    const { page, studio, posts } = await openStudio(app)
    await page.evaluate(() => {
      const { add } = IDBObjectStore.prototype
      IDBObjectStore.prototype.add = () => {
        throw new DOMException('full', 'QuotaExceededError')
      }
      addEventListener('room', () => Object.assign(IDBObjectStore.prototype, { add }))
    })
    await studio.text.fill('A phone full of dogs')
    await studio.post.click()
    await page.getByText(NOT_POSTED).waitFor()
    expect(await studio.text.inputValue()).toBe('A phone full of dogs')
    await page.evaluate(() => dispatchEvent(new Event('room')))
    await studio.post.click()
    await expect.poll(posts).toMatchObject([{ text: 'A phone full of dogs' }])
  })

  it('goes on when its storage is deleted under the page', async () => {
    const { page, studio, posts } = await openStudio(app)
    await studio.text.fill('Half a sent')
    await page.evaluate(
      () =>
        new Promise(resolve => {
          indexedDB.deleteDatabase('pushercast-outbox').onsuccess = resolve
        }),
    )
    await say(page, 'Half a sentence')
    await expect.poll(posts).toMatchObject([{ text: 'Half a sentence' }])
  })

  it('does not touch what a newer version of the app has kept', async () => {
    const { page, context, cast } = await openStudio(app)
    await page.close()
    const other = await context.newPage()
    await other.goto(`${app.origin}/privacy`)
    await other.evaluate(
      () =>
        new Promise(resolve => {
          indexedDB.open('pushercast-outbox', 99).onsuccess = resolve
        }),
    )
    await other.goto(`${app.origin}/studio?cast=${cast.id}`)
    await studioOf(other).text.fill('From an old page')
    await other.getByText(NOT_KEPT).waitFor()
    expect(await studioOf(other).text.inputValue()).toBe('From an old page')
  })
})
