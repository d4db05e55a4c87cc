import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { openBrowser } from './open-browser.ts'
import { type Site, seedSite } from './seed-site.ts'
import { type Publisher, signIn } from './sign-in.ts'
import { emptyScenes, type Scene, scenes, views } from './site-scenes.ts'
import { type App, startApp } from './start-app.ts'
import { twoPhones } from './two-phones.ts'

/**
 * `npm run screens [-- <folder>]`: a picture of every page in every state, on a phone in light and dark and on a desk,
 * into `screens/`; and those that the README and the manifest show.
 */
export async function run([folder = 'screens']: string[]): Promise<void> {
  const into = resolve(folder)
  await mkdir(into, { recursive: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'screens-'))
  console.log('Starting the app …')
  const app = await startApp({ dataDir })
  const browser = await openBrowser()
  try {
    await takeAll({ app, browser, into, timeZone: zoneInTheAfternoon(Date.now()) })
  } finally {
    await browser.close()
    await app.stop()
    await rm(dataDir, { recursive: true })
  }
  console.log(`The pictures are in ${into}, the README’s in ${README_PICTURE}.`)
}

const ALL = [...views, ...scenes]
const README_PICTURE = 'docs/viewer-and-studio.png'
const MANIFEST_PICTURES = 'public/screenshots'

interface Room {
  app: App
  browser: Browser
  into: string
  timeZone: string
}

async function takeAll(room: Room): Promise<void> {
  const { app, timeZone } = room
  const owner = await signIn(app.origin)
  const progress = countTo(emptyScenes.length + ALL.length)
  for (const scene of emptyScenes) {
    progress(scene.name)
    await onPage(room, scene.who === 'author' ? owner : null, async page => {
      await scene.open({ page, app, owner })
      await takeLooks(page, room.into, scene.name)
    })
  }
  const site = await seedSite(app, { timeZone })
  await takeForReadme(room, owner, site)
  for (const scene of ALL) {
    progress(scene.name)
    await takeScene(room, scene, owner, site)
  }
}

async function takeScene(room: Room, scene: Scene, owner: Publisher, site: Site): Promise<void> {
  await onPage(room, scene.who === 'author' ? owner : null, async page => {
    const stage = { page, app: room.app, owner, site }
    await scene.open(stage)
    await takeLooks(page, room.into, scene.name)
    await scene.leave?.(stage)
  })
}

/** `who`: whose session the browser has. */
async function onPage(
  { app, browser, timeZone }: Room,
  who: Publisher | null,
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, timezoneId: timeZone })
  if (who) await context.addCookies(sessionOf(who, app.origin))
  await work(await context.newPage())
  await context.close()
}

function sessionOf({ cookies }: Publisher, url: string) {
  return [...cookies].map(([name, value]) => ({ name, value, url, httpOnly: true }))
}

async function takeLooks(page: Page, into: string, name: string): Promise<void> {
  for (const { look, colorScheme, viewport } of LOOKS) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(viewport)
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(into, `${name}-${look}.png`), animations: 'disabled' })
  }
}

const PHONE = { width: 390, height: 844 }
const LOOKS = [
  { look: 'light', colorScheme: 'light', viewport: PHONE },
  { look: 'dark', colorScheme: 'dark', viewport: PHONE },
  { look: 'desk', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
] as const

/** The page that readers see and the one of the person who posts: side by side for the README, each for the manifest. */
async function takeForReadme(room: Room, owner: Publisher, site: Site): Promise<void> {
  const take = async (name: string, who: Publisher | null) => {
    const scene = ALL.find(one => one.name === name)
    let picture: Buffer = Buffer.alloc(0)
    await onPage(room, who, async page => {
      await scene?.open({ page, app: room.app, owner, site })
      picture = await page.screenshot({ animations: 'disabled' })
    })
    return picture
  }
  const viewer = await take('viewer', null)
  const studio = await take('studio-writing', owner)
  for (const folder of ['docs', MANIFEST_PICTURES]) await mkdir(folder, { recursive: true })
  await writeFile(join(MANIFEST_PICTURES, 'viewer.png'), viewer)
  await writeFile(join(MANIFEST_PICTURES, 'studio.png'), studio)
  const pictures = [viewer, studio]
  await onPage(room, null, page => twoPhones(page, pictures, README_PICTURE))
}

/** Where it is early afternoon now: a garden party at three in the night would look odd. */
function zoneInTheAfternoon(now: number): string {
  const hourIn = (timeZone: string) =>
    Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(now))
  return [...Intl.supportedValuesOf('timeZone'), 'Europe/Warsaw'].findLast(zone => hourIn(zone) === 14) ?? 'UTC'
}

function countTo(all: number): (name: string) => void {
  let done = 0
  return name => {
    done += 1
    console.log(`${done}/${all} ${name}`)
  }
}
