import type { BrowserContextOptions, Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import type { Photo } from '../../lib/shared/photo.ts'
import { newPhone } from '../support/browser.ts'
import {
  axeColourFaults,
  axeFaults,
  movingElements,
  smallTargets,
  unseenFocus,
  wideElements,
} from '../support/page-faults.ts'
import { announced, newPhoto, servePhotos, settlePhotos, type TestPhoto } from '../support/reader-photos.ts'
import { newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

describe('photos, as readers see them', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    return () => app.stop()
  })

  it('holds the place of a photo from the blur to the photo: nothing on the page moves', async () => {
    const photo = await newPhoto()
    const { cast, post } = await castWith([photo])
    const { page, context } = await newPhone()
    await servePhotos(context, [photo])
    await page.goto(`${app.origin}/c/${cast.slug}`)
    await page.getByText('LIVE', { exact: true }).first().waitFor()
    await page.getByText('Photo on its way').waitFor()
    const frame = page.locator('figure').locator('[style*="--ratio"]')
    const before = await frame.boundingBox()
    expect(before).toMatchObject({ x: 0, width: 390, height: 292.5 })
    await settlePhotos(app, { cast: cast.id, post })
    await page.locator('img[data-arrival=load]').waitFor({ timeout: 15_000 })
    expect(await page.getByText('Photo on its way').count()).toBe(0)
    expect(await frame.boundingBox()).toEqual(before)
    expect(await layoutShift(page)).toBe(0)
    await frame.evaluate(element => element.style.setProperty('--ratio', '1')) // what such a fault would look like
    expect(await layoutShift(page)).toBeGreaterThan(0)
  })

  it('shows the blur with the page itself, and the photo over it when its bytes are there', async () => {
    const photo = await newPhoto()
    const { cast } = await castWith([photo], { state: () => 'ready' })
    const { page, context } = await newPhone()
    let release = () => {}
    const asked = await servePhotos(
      context,
      [photo],
      new Promise<void>(resolve => {
        release = resolve
      }),
    )
    await page.goto(`${app.origin}/c/${cast.slug}`, { waitUntil: 'commit' })
    const image = page.getByRole('img', { name: photo.alt })
    await page.locator('img[data-arrival=coming]').waitFor()
    expect(await image.evaluate(element => getComputedStyle(element).opacity)).toBe('0')
    expect(await page.locator('figure [style*="data:image/png"]').count()).toBe(1)
    release()
    await page.locator('img[data-arrival=load]').waitFor()
    await until(
      () => image.evaluate(element => getComputedStyle(element).opacity === '1'),
      () => 'the photo over its blur',
    )
    expect(asked).toEqual([`/api/media/${photo.id}/800.webp`])
    expect(await layoutShift(page)).toBe(0)
  })

  it('draws the blur of a photo that is posted while the page is open', async () => {
    const { cast } = await castWith([])
    const { page } = await newPhone()
    await page.goto(`${app.origin}/c/${cast.slug}`)
    await page.getByText('LIVE', { exact: true }).first().waitFor()
    await publish(cast.id, [await newPhoto()], 'And a photo')
    await page.getByText('Photo on its way').waitFor({ timeout: 15_000 })
    await page.locator('figure [style*="data:image/png"]').waitFor()
  })

  it('is useful without JavaScript: the photo, its blur, its description, and a link to the largest', async () => {
    const photo = await newPhoto({ width: 4000, height: 3000 })
    const { cast, post } = await castWith([photo], { state: () => 'ready' })
    const { page, context } = await newPhone({ javaScriptEnabled: false })
    await servePhotos(context, [photo])
    for (const path of [`/c/${cast.slug}`, `/c/${cast.slug}/p/${post}`]) {
      await page.goto(app.origin + path)
      expect(await page.locator('figure img').getAttribute('width')).toBe('4000')
      expect(await page.locator('figure [style*="data:image/png"]').count()).toBe(1)
      expect(await page.locator('figure a').getAttribute('href')).toBe(`/api/media/${photo.id}/2560.webp`)
      await page.getByText('Alt', { exact: true }).click()
      await page.locator('figure p', { hasText: photo.alt }).waitFor()
    }
  })

  it('says that a photo did not load, keeps its place and loads it when asked again', async () => {
    const photo = await newPhoto()
    const { cast } = await castWith([photo], { state: () => 'ready' })
    const { page, context, expectComplaint } = await newPhone()
    expectComplaint(/Failed to load resource/)
    await context.route('**/api/media/**', route => route.abort())
    await page.goto(`${app.origin}/c/${cast.slug}`)
    const again = page.getByRole('button', { name: 'This photo did not load. Try again' })
    await again.waitFor()
    expect(await smallTargets(page)).toEqual([])
    await context.unroute('**/api/media/**')
    await servePhotos(context, [photo])
    await again.click()
    await page.locator('img[data-arrival=load]').waitFor()
    expect(await again.count()).toBe(0)
    expect(await layoutShift(page)).toBe(0)
  })

  it('says nothing of a photo that never came, unless the post says nothing else', async () => {
    const { cast } = await castWith([await newPhoto()], { state: () => 'refused' })
    const post = await publish(cast.id, [await newPhoto()], '')
    await settlePhotos(app, { cast: cast.id, post }, () => 'refused')
    const { page } = await newPhone()
    await page.goto(`${app.origin}/c/${cast.slug}`)
    const [alone, withWords] = await page.getByRole('article').all()
    expect(await alone?.textContent()).toContain('This photo did not arrive')
    expect(await withWords?.textContent()).toContain('The garden, at last')
    expect(await withWords?.textContent()).not.toContain('photo')
    expect(await page.locator('figure').count()).toBe(0)
  })

  it('loads photos further down when a reader comes near', async () => {
    const photo = await newPhoto()
    const { cast } = await castWith([photo], { state: () => 'ready' })
    const above = Array.from({ length: 25 }, (_, at) => newPublish(`post ${at + 1}\n\nstands above`)) // farther than a browser loads ahead
    await owner.sendOps(cast.id, above)
    const { page, context } = await newPhone()
    const asked = await servePhotos(context, [photo])
    await page.goto(`${app.origin}/c/${cast.slug}`)
    await page.locator('img[data-arrival=coming]').waitFor()
    expect(asked).toEqual([])
    await page.locator('figure').scrollIntoViewIfNeeded()
    await page.locator('img[data-arrival=load]').waitFor()
    expect(asked).toEqual([`/api/media/${photo.id}/800.webp`])
  })

  it('names a photo to those who show links, and none of a private cast', async () => {
    const photo = await newPhoto()
    const { cast, post } = await castWith([photo], { state: () => 'ready' })
    for (const path of [`/c/${cast.slug}`, `/c/${cast.slug}/p/${post}`]) {
      const address = `${app.origin}/api/media/${photo.id}/og.jpg`
      const { body } = await owner.get(path)
      expect(body).toContain(`<meta property="og:image" content="${address}"/>`)
      expect(body).toContain('<meta property="og:image:width" content="1200"/>')
      expect(body).toContain('<meta property="og:image:height" content="900"/>')
    }
    const secret = await owner.startCast({ visibility: 'private' })
    const hidden = await publish(secret.id, [await newPhoto()], 'Nobody knows')
    await settlePhotos(app, { cast: secret.id, post: hidden })
    for (const path of [`/c/${secret.slug}`, `/c/${secret.slug}/p/${hidden}`]) {
      const answer = await owner.get(path)
      expect(answer.status).toBe(200)
      expect(answer.body).not.toContain('og:image')
    }
  })

  describe('on the whole screen', () => {
    it('goes with its post, and leaves no step in the history behind', async () => {
      const photo = await newPhoto()
      const { cast, post } = await castWith([photo], { state: () => 'ready' })
      const { page, context } = await newPhone()
      await servePhotos(context, [photo])
      await page.goto(`${app.origin}/c/${cast.slug}`)
      await page.locator('img[data-arrival=load]').waitFor()
      await page.getByRole('link', { name: photo.alt }).click()
      const view = page.getByRole('dialog')
      await view.waitFor()
      expect(await page.evaluate(() => history.state?.photo)).toBe(true)
      await owner.sendOps(cast.id, [{ op: newId(), type: 'remove', post: { id: post } }])
      await view.waitFor({ state: 'detached' })
      await expect.poll(() => page.evaluate(() => history.state?.photo)).toBeUndefined()
    })

    it('is opened, turned and left by keys, with the focus back where it was', async () => {
      const { page } = await openGallery(5)
      const second = page.getByRole('link', { name: 'Photo number 2' })
      await second.focus()
      await page.keyboard.press('Enter')
      const view = page.getByRole('dialog', { name: 'Photos' })
      await view.getByText('2 of 5').waitFor()
      expect(await view.getByText('Photo number 2', { exact: true }).isVisible()).toBe(true)
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Close')
      for (const [key, count] of [
        ['ArrowRight', '3 of 5'],
        ['End', '5 of 5'],
        ['ArrowRight', '5 of 5'],
        ['ArrowLeft', '4 of 5'],
        ['Home', '1 of 5'],
      ] as const) {
        await page.keyboard.press(key)
        await view.getByText(count).waitFor()
      }
      for (const name of ['Next', 'Next']) await view.getByRole('button', { name }).click()
      await view.getByText('3 of 5').waitFor()
      const unseen: string[] = []
      for (let turn = 0; turn < 4; turn += 1) {
        await page.keyboard.press('Tab')
        unseen.push(...(await unseenFocus(page)))
      }
      expect(unseen).toEqual([])
      await page.keyboard.press('Escape')
      await view.waitFor({ state: 'detached' })
      await until(
        () => second.evaluate(element => element === document.activeElement),
        () => 'the focus on the photo that was opened',
      )
      expect(await layoutShift(page)).toBe(0)
    })

    it('is left by Back and by Close, and the page behind is the same, at the same place', async () => {
      const { page } = await openGallery(3)
      await page.evaluate(() => document.body.setAttribute('data-same-page', ''))
      const tile = page.getByRole('link', { name: 'Photo number 3' })
      await tile.scrollIntoViewIfNeeded()
      const [at, address] = [await page.evaluate(() => scrollY), page.url()]
      for (const leave of [
        () => page.goBack(),
        () => page.getByRole('button', { name: 'Close' }).click(),
        () => page.goBack(),
      ]) {
        await tile.click()
        await page.getByText('3 of 3').waitFor()
        await leave()
        await page.getByRole('dialog').waitFor({ state: 'detached' })
        expect(page.url()).toBe(address)
      }
      expect(await page.evaluate(() => scrollY)).toBe(at)
      expect(await page.locator('body[data-same-page]').count()).toBe(1)
    })

    it('runs from right to left where the cast does', async () => {
      const { page } = await openGallery(3, {}, { lang: 'ar' })
      await page.getByRole('link', { name: 'Photo number 2' }).click()
      await page.getByText('2 of 3').waitFor()
      for (const [key, count] of [
        ['ArrowLeft', '3 of 3'],
        ['ArrowRight', '2 of 3'],
        ['ArrowRight', '1 of 3'],
      ] as const) {
        await page.keyboard.press(key)
        await page.getByText(count).waitFor()
        const number = count[0]
        await until(
          () =>
            page
              .getByRole('dialog')
              .getByRole('img', { name: `Photo number ${number}` })
              .evaluate(isOnScreen),
          () => `photo ${number} on the screen`,
        )
      }
    })

    it('is swiped and pinched by fingers', async () => {
      const { page, context } = await openGallery(3)
      await page.getByRole('link', { name: 'Photo number 1' }).tap()
      await page.getByText('1 of 3').waitFor()
      const fingers = await context.newCDPSession(page)
      await fingers.send('Input.synthesizeScrollGesture', { x: 300, y: 400, xDistance: -250, speed: 1600 })
      await page.getByText('2 of 3').waitFor()
      await fingers.send('Input.synthesizePinchGesture', { x: 195, y: 400, scaleFactor: 2 })
      await until(
        () => page.evaluate(() => (visualViewport?.scale ?? 1) > 1.5),
        () => 'a larger picture',
      )
    })
  })

  it('is for everybody: one, several, waiting, and the whole screen', async () => {
    const { page } = await openGallery(5, { reducedMotion: 'reduce' })
    await page.getByText('Alt', { exact: true }).last().click()
    await expectForEverybody(page)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.getByRole('link', { name: 'Photo number 1' }).click()
    await page.getByText('1 of 5').waitFor()
    await expectForEverybody(page)
  })

  /** A cast with a post of some photos, and in front of it one with a photo that is waiting and one alone. */
  async function openGallery(count: number, options: BrowserContextOptions = {}, fields: object = {}) {
    const photos: TestPhoto[] = []
    for (let at = 1; at <= count; at += 1) photos.push(await newPhoto({ hue: at * 60, alt: `Photo number ${at}` }))
    const alone = await newPhoto({ alt: 'One alone' })
    const { cast } = await castWith(photos, { state: () => 'ready', fields })
    await publish(cast.id, [await newPhoto()], 'One that waits')
    const post = await publish(cast.id, [alone], 'One photo')
    await settlePhotos(app, { cast: cast.id, post })
    const phone = await newPhone(options)
    await servePhotos(phone.context, [...photos, alone])
    await phone.page.goto(`${app.origin}/c/${cast.slug}`)
    await phone.page.locator('img[data-arrival]').first().waitFor() // its script is at work
    return phone
  }

  async function castWith(
    photos: TestPhoto[],
    { state, fields = {} }: { state?: () => Photo['state']; fields?: object } = {},
  ) {
    const cast = await owner.startCast(fields)
    const post = await publish(cast.id, photos, 'The garden, at last')
    if (state) await settlePhotos(app, { cast: cast.id, post }, state)
    return { cast, post }
  }

  /** The id of the new post. */
  async function publish(cast: string, photos: TestPhoto[], text: string): Promise<string> {
    const op = newPublish(text)
    const media = photos.length > 0 ? { media: photos.map(announced) } : {}
    const { body } = await owner.sendOps(cast, [{ ...op, post: { ...op.post, ...media } }])
    expect(body.results).toMatchObject([{ status: 'applied' }])
    return op.post.id
  }
})

function isOnScreen(element: Element): boolean {
  const { left, right } = element.getBoundingClientRect()
  return left >= 0 && right <= innerWidth
}

/** How much of the page has moved by itself since it was opened. Source: https://wicg.github.io/layout-instability/ */
function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const entries = await new Promise<PerformanceEntryList>(resolve => {
      const observer = new PerformanceObserver(list => resolve(list.getEntries()))
      observer.observe({ type: 'layout-shift', buffered: true })
      // Nothing is told when nothing has moved.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(observer.takeRecords())))
    })
    return entries.reduce((sum, entry) => sum + (entry as PerformanceEntry & { value: number }).value, 0)
  })
}

async function expectForEverybody(page: Page): Promise<void> {
  const faults: Record<string, string[]> = { moves: await movingElements(page), light: await axeFaults(page) }
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.dark = await axeColourFaults(page)
  faults.small = await smallTargets(page)
  await page.setViewportSize({ width: 320, height: 640 })
  faults.narrow = await wideElements(page)
  expect(Object.entries(faults).flatMap(([when, found]) => found.map(fault => `${when}: ${fault}`))).toEqual([])
}
