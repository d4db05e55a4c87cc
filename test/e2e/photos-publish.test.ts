import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { newFolder } from '../support/cli.ts'
import { countKept } from '../support/count-kept.ts'
import { axeFaults, smallTargets } from '../support/page-faults.ts'
import { openStudio, type PublisherPage } from '../support/publisher-page.ts'
import { type App, startApp } from '../support/start-app.ts'
import { detailedPhoto, quadrantsPhoto, quadrantsSeen, videoStart } from '../support/test-photos.ts'

/** A photo is prepared, sent, rendered and loaded: seconds on a busy machine. */
const WITHIN = { timeout: 20_000 }

describe('photos in the studio', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })

  it('are picked, described, put in order and posted, and are on the viewer’s page upright', async () => {
    const { page, cast, studio, posts } = await openStudio(app)
    const viewer = await newPhone()
    await viewer.page.goto(`${app.origin}/c/${cast.slug}`)
    const [dog, cake] = [
      photoFile('dog.jpg', await quadrantsPhoto({ width: 1200, height: 900, orientation: 6 })),
      photoFile('cake.jpg', await detailedPhoto({ width: 2000, height: 1500 })),
    ]
    await page.locator('input[type=file]').setInputFiles([dog, cake])
    await page.getByRole('heading', { name: 'New post, 2 photos' }).waitFor()
    const alts = page.getByRole('textbox', { name: 'What it shows' })
    await alts.nth(0).fill('A brown dog in a striped paper hat')
    await alts.nth(1).fill('A cake')
    expect(await axeFaults(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await page.getByRole('button', { name: 'Later' }).first().click()
    expect(await alts.nth(0).inputValue()).toBe('A cake')
    await studio.text.fill('The guest of honour, for about four seconds.')
    await studio.post.click()

    await viewer.page.getByText('The guest of honour').waitFor()
    const shown = viewer.page.getByRole('article').getByRole('img')
    await expect
      .poll(async () => shown.evaluateAll(all => all.map(each => (each as HTMLImageElement).naturalWidth > 0)), WITHIN)
      .toEqual([true, true])
    expect(await shown.evaluateAll(all => all.map(each => (each as HTMLImageElement).alt))).toEqual([
      'A cake',
      'A brown dog in a striped paper hat',
    ])
    const [post] = await posts()
    expect(post?.media?.map(({ state }) => state)).toEqual(['ready', 'ready'])
    const { id, width } = post?.media?.[1] ?? { id: '', width: 0 }
    const served = await fetch(`${app.origin}/api/media/${id}/${width}.webp`)
    expect(await quadrantsSeen(Buffer.from(await served.arrayBuffer()))).toEqual([0, 1, 2, 3])
  })

  it('leave words and place to those who want no more of them: taken away, refused, and with no words at all', async () => {
    const { page, studio, posts } = await openStudio(app)
    const input = page.locator('input[type=file]')
    await input.setInputFiles([
      photoFile('dog.jpg', await quadrantsPhoto({ width: 400, height: 300 })),
      photoFile('video.mp4', videoStart()),
      photoFile('words.jpg', Buffer.from('Eleven dogs')),
    ])
    await page.getByText('Videos cannot be posted yet.').waitFor()
    await page.getByText('This file is damaged, or is not a photo.').waitFor()
    await page.getByRole('button', { name: 'Dismiss: video.mp4' }).click()
    await page.getByRole('button', { name: 'Dismiss: words.jpg' }).click()
    await page.getByRole('button', { name: 'Remove Photo 1' }).click()
    await page.getByRole('heading', { name: 'Burek’s first birthday' }).waitFor()

    await input.setInputFiles(photoFile('cake.jpg', await quadrantsPhoto({ width: 400, height: 300 })))
    await page.getByRole('heading', { name: 'New post, 1 photo' }).waitFor()
    await page.getByRole('button', { name: 'Close, keep as a draft' }).click()
    await page.reload()
    await page.getByRole('heading', { name: 'New post, 1 photo' }).waitFor()
    await studio.post.click()
    await expect.poll(async () => (await posts())[0]?.media?.[0]?.state, WITHIN).toBe('ready')
    expect(await posts()).toMatchObject([{ text: '', media: [{ alt: '' }] }])
  })

  it('that have no room say so beside what is picked, until the post is on its way', async () => {
    const { page, studio, posts } = await openStudio(app)
    const bytes = await quadrantsPhoto({ width: 400, height: 300 })
    await page
      .locator('input[type=file]')
      .setInputFiles(Array.from({ length: 11 }, (_, at) => photoFile(`dog-${at}.jpg`, bytes)))
    await page.getByRole('heading', { name: 'New post, 10 photos' }).waitFor()
    const said = page.getByText('A post has at most 10 photos.')
    expect(await said.evaluate(words => words.getBoundingClientRect().bottom < innerHeight)).toBe(true)
    await studio.post.click()
    await page.getByRole('heading', { name: 'Burek’s first birthday' }).waitFor()
    await expect.poll(async () => (await posts())[0]?.media?.length, WITHIN).toBe(10)
  })

  it('are taken from the clipboard, and dropped', async () => {
    const { page } = await openStudio(app)
    const bytes = [...(await quadrantsPhoto({ width: 400, height: 300 }))]
    for (const [at, type] of (['paste', 'drop'] as const).entries()) {
      await page.getByRole('form', { name: 'New post' }).evaluate(
        (form, { bytes, type }) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array(bytes)], 'dog.jpg', { type: 'image/jpeg' }))
          const init = { bubbles: true, cancelable: true }
          form.dispatchEvent(
            type === 'paste'
              ? new ClipboardEvent(type, { ...init, clipboardData: data })
              : new DragEvent(type, { ...init, dataTransfer: data }),
          )
        },
        { bytes, type },
      )
      await page.getByRole('heading', { name: `New post, ${at === 0 ? '1 photo' : '2 photos'}` }).waitFor()
    }
  })

  it('are described when there is time for it, also without a signal', async () => {
    const opened = await openStudio(app)
    const { page, cast, posts, expectComplaint } = opened
    expectComplaint(/ERR_INTERNET_DISCONNECTED/)
    const viewer = await newPhone()
    await viewer.page.goto(`${app.origin}/c/${cast.slug}`)
    await postPhoto(opened)
    await page.context().setOffline(true)
    await page.getByRole('button', { name: /^Actions for the post/ }).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    expect(await axeFaults(page)).toEqual([])
    expect(await smallTargets(page)).toEqual([])
    await page.getByRole('textbox', { name: 'What photo 1 shows' }).fill('A brown dog in a striped paper hat')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('img', { name: 'A brown dog in a striped paper hat' }).waitFor()
    await page.context().setOffline(false)
    await viewer.page.getByRole('article').getByRole('img', { name: 'A brown dog in a striped paper hat' }).waitFor()
    expect(await posts()).toMatchObject([{ text: 'Look', media: [{ state: 'ready' }] }])
  })

  it('go with their post when that is deleted, on the phone too (invariant 6)', async () => {
    const opened = await openStudio(app)
    const { page, posts } = opened
    await postPhoto(opened)
    expect(await countKept(page, 'photoFiles')).toBe(1)
    await page.getByRole('button', { name: /^Actions for the post/ }).click()
    await page
      .getByRole('button', { name: /Delete/ })
      .first()
      .click()
    await page
      .getByRole('button', { name: /^Delete/ })
      .last()
      .click()
    await expect.poll(async () => (await posts()).length, WITHIN).toBe(0)
    await expect.poll(() => countKept(page, 'photoFiles'), WITHIN).toBe(0)
  })
})

/** Posts one with words, and waits for it to be on the server. */
async function postPhoto({ page, studio, posts }: PublisherPage): Promise<void> {
  const dog = photoFile('dog.jpg', await quadrantsPhoto({ width: 400, height: 300 }))
  await page.locator('input[type=file]').setInputFiles(dog)
  await page.getByRole('heading', { name: 'New post, 1 photo' }).waitFor()
  await studio.text.fill('Look')
  await studio.post.click()
  await expect.poll(async () => (await posts())[0]?.media?.[0]?.state, WITHIN).toBe('ready')
}

/** A file to be picked. */
function photoFile(name: string, bytes: Buffer): string {
  const path = join(newFolder(), name)
  writeFileSync(path, bytes)
  return path
}
