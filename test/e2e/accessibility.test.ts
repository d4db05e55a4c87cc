import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { newPhone } from '../support/browser.ts'
import {
  axeColourFaults,
  axeFaults,
  movingElements,
  smallTargets,
  unseenFocus,
  wideElements,
} from '../support/page-faults.ts'
import { takeSession } from '../support/publisher-page.ts'
import { type Site, seedSite } from '../support/seed-site.ts'
import { PASSPHRASE, type Publisher, signIn } from '../support/sign-in.ts'
import { emptyScenes, type Scene, scenes } from '../support/site-scenes.ts'
import { type App, startApp } from '../support/start-app.ts'

let app: App
let owner: Publisher
let site: Site
beforeAll(async () => {
  app = await startApp()
  owner = await signIn(app.origin)
  return () => app.stop()
})

describe('a site with nothing on it', () => {
  it.each(emptyScenes)('is for everybody: $name', async scene => {
    const { page } = await openPhoneOf(scene)
    await scene.open({ page, app, owner })
    await expectForEverybody(page)
  })
})

describe('a site in use', () => {
  beforeAll(async () => {
    site = await seedSite(app)
  })

  it.each(scenes)('is for everybody: $name', async scene => {
    const { page } = await openPhoneOf(scene)
    const stage = { page, app, owner, site }
    onTestFinished(() => scene.leave?.(stage))
    await scene.open(stage)
    await expectForEverybody(page)
  })

  it('stands still for who asked for less motion, and pulses for others', async () => {
    const { page } = await newPhone()
    await page.goto(`${app.origin}/c/${site.birthday.slug}`)
    expect(await movingElements(page)).not.toEqual([])
    await page.emulateMedia({ reducedMotion: 'reduce' })
    expect(await movingElements(page)).toEqual([])
  })

  describe('the keyboard alone', () => {
    it('signs in, starts a cast, posts, reads it and follows the link of the post', async () => {
      const { page } = await newPhone()
      const { keyboard } = page
      await page.goto(`${app.origin}/signin`)
      await page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor()
      await tabTo(page, 'Name')
      await keyboard.type('Tomek')
      await tabTo(page, 'Passphrase')
      await keyboard.type(PASSPHRASE)
      await keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Your casts' }).waitFor()
      await tabTo(page, 'Start a cast')
      await keyboard.press('Enter')
      await page.getByRole('heading', { name: 'New cast' }).waitFor()
      await tabTo(page, 'Title')
      await keyboard.type('By keys alone')
      await keyboard.press('Enter')
      await page.locator('textarea:focus').waitFor() // it has the focus when the studio opens
      await keyboard.type('No mouse was harmed.')
      await keyboard.press('Control+Enter')
      await page.getByText(/^Pushed to viewers/).waitFor()
      await tabTo(page, 'Menu')
      await keyboard.press('Enter')
      await tabTo(page, 'View the cast')
      await keyboard.press('Enter')
      await page.getByRole('article').waitFor()
      await tabTo(page, 'Skip to the posts')
      await keyboard.press('Enter')
      await tabTo(page, /^\d\d:\d\d$/)
      await keyboard.press('Enter')
      await page.waitForURL(/\/p\//)
      await page.getByText('No mouse was harmed.').waitFor()
      await tabTo(page, 'Read the whole cast')
      await keyboard.press('Enter')
      await page.waitForURL(/\/c\/by-keys-alone$/)
    })

    it.each(['/', '/c/burek', '/c/half-marathon/log', '/signin', '/studio', '/studio?new', '/studio?cast={id}'])(
      'sees where it is on %s',
      async path => {
        const { page } = await openPhoneOf({ who: path.startsWith('/studio') ? 'author' : 'reader' })
        await page.goto(app.origin + path.replace('{id}', site.birthday.id))
        await page.locator('a[href], button').nth(1).waitFor()
        const unseen: string[] = []
        for (let turn = 0; turn < 12; turn += 1) {
          await page.keyboard.press('Tab')
          unseen.push(...(await unseenFocus(page)))
        }
        expect(unseen).toEqual([])
      },
    )
  })
})

type Opened = Awaited<ReturnType<typeof newPhone>>['page']

async function openPhoneOf({ who }: Pick<Scene, 'who'>) {
  const phone = await newPhone({ reducedMotion: 'reduce', deviceScaleFactor: 1 })
  phone.expectComplaint(/Failed to load|ERR_|WebSocket/) // some scenes are about just that
  if (who === 'author') await takeSession(phone, owner, app.origin)
  return phone
}

async function expectForEverybody(page: Opened): Promise<void> {
  const faults: Record<string, string[]> = { moves: await movingElements(page), light: await axeFaults(page) }
  await page.emulateMedia({ colorScheme: 'dark' })
  faults.dark = await axeColourFaults(page)
  faults.small = await smallTargets(page)
  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 640 })
    faults[`at ${width} px`] = await wideElements(page)
  }
  expect(Object.entries(faults).flatMap(([when, found]) => found.map(fault => `${when}: ${fault}`))).toEqual([])
}

/** Presses Tab until what has that name is reached. */
async function tabTo(page: Opened, name: string | RegExp): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) > 0 && (await nameOf(focused)).match(name)) return
  }
  throw new Error(`Tab does not lead to ${name}`)
}

/** The accessible name, by the browser's own account: `- button "Post"`. */
async function nameOf(element: ReturnType<Opened['locator']>): Promise<string> {
  return /"(.*)"/.exec((await element.ariaSnapshot()).split('\n')[0] ?? '')?.[1] ?? ''
}
