import type { Page } from 'playwright'
import { asOnIos, offerInstall } from './install-offer.ts'
import type { Site } from './seed-site.ts'
import { shareIn, untilShareable } from './share-in.ts'
import { newPublish, type Publisher } from './sign-in.ts'
import type { App } from './start-app.ts'
import { until } from './until.ts'

/** One page of the app in one state, as somebody would find it. */
export interface Scene {
  name: string
  /** Authors have the owner's session. */
  who: 'reader' | 'author'
  open(stage: Stage): Promise<void>
  /** Puts back what it did to the site. */
  leave?(stage: Stage): Promise<void>
}

export interface Stage {
  page: Page
  app: App
  owner: Publisher
  site: Site
}

type EmptyStage = Omit<Stage, 'site'>

/** What a new site shows, before anything is on it. */
export const emptyScenes: (Omit<Scene, 'open' | 'leave'> & { open(stage: EmptyStage): Promise<void> })[] = [
  {
    name: 'home-empty',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(app.origin)
      await page.getByText('No casts yet').waitFor()
    },
  },
  {
    name: 'studio-home-empty',
    who: 'author',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio`)
      await page.getByText('No casts yet').waitFor()
    },
  },
]

/** Every page in every state, on the seeded site. */
export const scenes: Scene[] = [
  {
    name: 'home',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(app.origin)
      await page.getByText('Past casts').waitFor()
    },
  },
  {
    name: 'viewer-scrolled',
    who: 'reader',
    open: async stage => {
      const { page, owner, site } = stage
      const live = page.waitForResponse(answer => answer.url().includes('/changes?'))
      await openBirthday(stage)
      await live
      await explainLatePost(stage)
      await page
        .getByText('Was that the whole cake?')
        .evaluate(text => text.scrollIntoView({ block: 'center', behavior: 'instant' }))
      await owner.sendOps(site.birthday.id, [newPublish('Presents in ten minutes.')])
      await owner.sendOps(site.birthday.id, [newPublish('Frytka has found the second cake.')])
      await page.getByRole('button', { name: '2 new posts' }).waitFor()
    },
  },
  {
    name: 'viewer-photos',
    who: 'reader',
    open: async stage => {
      await openBirthday(stage)
      await showGallery(stage)
    },
  },
  {
    name: 'viewer-photo-on-screen',
    who: 'reader',
    open: async stage => {
      await openBirthday(stage)
      const gallery = await showGallery(stage)
      await gallery.getByRole('link', { name: 'Frytka' }).click()
      await stage.page.getByRole('dialog').getByRole('img').first().waitFor()
    },
  },
  {
    name: 'viewer-older',
    who: 'reader',
    open: async stage => {
      const { page } = stage
      await openBirthday(stage)
      const first = page.getByRole('heading', { name: 'The gate is open' })
      await page.getByRole('article').last().scrollIntoViewIfNeeded()
      await first.scrollIntoViewIfNeeded()
    },
  },
  {
    name: 'viewer-earlier',
    who: 'reader',
    open: async ({ page, app, site }) => {
      await page.goto(`${app.origin}/c/${site.birthday.slug}?before=10`)
      await page.getByRole('link', { name: 'Newest posts' }).waitFor()
    },
  },
  {
    name: 'viewer-reconnecting',
    who: 'reader',
    open: async stage => {
      const { page, app, site } = stage
      await page.goto(`${app.origin}/c/${site.regatta.slug}`)
      await stage.app.kill('SIGKILL')
      await stage.page
        .getByText(/Reconnecting…/)
        .first()
        .waitFor()
    },
    leave: ({ app }) => app.restart(),
  },
  {
    name: 'viewer-ended',
    who: 'reader',
    open: async ({ page, app, site }) => {
      await page.goto(`${app.origin}/c/${site.halfMarathon.slug}`)
      await page.getByText('This cast has ended').waitFor()
    },
  },
  {
    name: 'viewer-upcoming',
    who: 'reader',
    open: async ({ page, app, site }) => {
      await page.goto(`${app.origin}/c/${site.election.slug}`)
      await page.getByRole('heading', { name: site.election.title }).waitFor()
    },
  },
  {
    name: 'viewer-nothing-posted',
    who: 'reader',
    open: async ({ page, app, site }) => {
      await page.goto(`${app.origin}/c/${site.empty.slug}`)
      await page.getByRole('heading', { name: site.empty.title }).waitFor()
    },
  },
  {
    name: 'permalink',
    who: 'reader',
    open: async ({ page, app, site, owner }) => {
      const { posts } = (await owner.get(`/api/casts/${site.birthday.id}/posts`)).body
      const late = posts.find((post: { text: string }) => post.text.startsWith('Down by the pond'))
      await page.goto(`${app.origin}/c/${site.birthday.slug}/p/${late.id}`)
      await page.getByRole('link', { name: 'Read the whole cast' }).waitFor()
    },
  },
  { name: 'log', who: 'reader', open: ({ page, app, site }) => openLog(page, app, site.halfMarathon.slug) },
  { name: 'log-of-a-live-cast', who: 'reader', open: ({ page, app, site }) => openLog(page, app, site.birthday.slug) },
  {
    name: 'not-found',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/c/nowhere`)
      await page.getByRole('heading', { name: 'Nothing to read' }).waitFor()
    },
  },
  {
    name: 'privacy',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/privacy`)
      await page.getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'signin-error',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/signin`)
      await page.getByLabel('Name').fill('Tomek')
      await page.getByLabel('Passphrase', { exact: true }).fill('three hats on a small dog')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText(/isn’t right/).waitFor()
    },
  },
  {
    name: 'signin-once',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(app.origin + (/\/signin\/once\/\S+/.exec(app.output())?.[0] ?? '/signin/once/lost'))
      await page.getByRole('button', { name: 'Sign in on this phone', disabled: false }).waitFor()
    },
  },
  {
    name: 'studio-signed-out',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio`)
      await page.getByRole('heading', { name: 'Sign in to post' }).waitFor()
    },
  },
  {
    name: 'studio-home',
    who: 'author',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio`)
      await page.getByText('Scheduled').waitFor()
    },
  },
  {
    name: 'studio-home-steps',
    who: 'author',
    open: async ({ page, app }) => {
      await page.addInitScript(asOnIos)
      await page.goto(`${app.origin}/studio`)
      await page.getByText('Add to Home Screen').waitFor()
    },
  },
  {
    name: 'studio-home-install',
    who: 'author',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio`)
      await page.getByText('Scheduled').waitFor()
      await page.evaluate(offerInstall)
      await page.getByRole('button', { name: 'Install' }).waitFor()
    },
  },
  {
    name: 'studio-account-sheet',
    who: 'author',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio?sheet=account`)
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'new-cast',
    who: 'author',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio?new`)
      await page.getByLabel('Title').fill('Burek’s first birthday')
      await page.getByLabel('Link').fill('burek')
      await page.getByText('is taken by another cast').waitFor()
    },
  },
  {
    name: 'studio-writing',
    who: 'author',
    open: async stage => {
      const studio = await openStudio(stage)
      await studio.text.fill(LONG_DRAFT)
      await studio.keyMoment.click()
    },
  },
  {
    name: 'studio-photo',
    who: 'author',
    open: async stage => {
      const studio = await openStudio(stage)
      await studio.text.fill('The guest of honour, for about four seconds.')
      await stage.page.locator('input[type=file]').setInputFiles(filesOf(stage.site))
      await stage.page.getByRole('heading', { name: 'New post, 2 photos' }).waitFor()
      await stage.page
        .getByRole('textbox', { name: 'What it shows' })
        .first()
        .fill('A brown dog in a striped paper hat')
    },
  },
  {
    name: 'studio-shared',
    who: 'author',
    open: async stage => {
      const { page, app, site } = stage
      await openStudio(stage)
      await untilShareable(page)
      const photos = site.pictures.map((bytes, at): [string, Buffer] => [`guest-${at}.jpg`, bytes])
      await shareIn(page, app.origin, { text: 'The recipe of the cake: https://kitchen.example.org/carrot', photos })
      await stage.page.getByRole('heading', { name: 'From another app' }).waitFor()
    },
  },
  {
    name: 'studio-not-shared',
    who: 'reader',
    open: async ({ page, app }) => {
      await page.goto(`${app.origin}/studio?unshared=too_much`)
      await page.getByRole('heading', { name: 'What you shared was not kept' }).waitFor()
    },
  },
  {
    name: 'studio-over-the-limit',
    who: 'author',
    open: async stage => {
      const studio = await openStudio(stage)
      await studio.text.fill('Woof. '.repeat(1_669))
      await stage.page.getByText(/over$/).waitFor()
    },
  },
  {
    name: 'studio-unsent',
    who: 'author',
    open: async stage => {
      await postWithoutServer(stage)
      await stage.page.getByText('3 waiting').first().waitFor()
    },
    leave: ({ app }) => app.restart(),
  },
  {
    name: 'studio-removed',
    who: 'author',
    open: async stage => {
      await postWithoutServer(stage)
      await stage.page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click()
      await stage.page.getByRole('button', { name: 'Remove' }).click()
      await stage.page.getByText('Unsent post removed').waitFor()
    },
    leave: ({ app }) => app.restart(),
  },
  {
    name: 'studio-unsent-post-sheet',
    who: 'author',
    open: async stage => {
      await postWithoutServer(stage)
      await stage.page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click()
      await stage.page.getByRole('dialog').waitFor()
    },
    leave: ({ app }) => app.restart(),
  },
  {
    name: 'studio-casts-unsent',
    who: 'author',
    open: async stage => {
      await postWithoutServer(stage)
      await stage.page.getByRole('link', { name: 'Your casts' }).click()
      await stage.page.getByText('3 waiting, safe on this phone.').waitFor()
    },
    leave: ({ app }) => app.restart(),
  },
  {
    name: 'studio-session-ended',
    who: 'author',
    open: async stage => {
      const studio = await openStudio(stage)
      await stage.page.context().clearCookies()
      await studio.text.fill('Musical mats, fourth round. The neighbours have joined in.')
      await studio.post.click()
      await stage.page.getByText('Session ended — sign in to send').first().waitFor()
    },
  },
  {
    name: 'studio-post-sheet',
    who: 'author',
    open: async stage => {
      await openStudio(stage)
      await stage.page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click()
      await stage.page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'studio-edit-sheet',
    who: 'author',
    open: async stage => {
      await openStudio(stage)
      await stage.page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click()
      await stage.page.getByRole('button', { name: 'Edit' }).click()
      await stage.page.getByRole('textbox', { name: 'Text of the post' }).waitFor()
    },
  },
  {
    name: 'studio-delete-sheet',
    who: 'author',
    open: async stage => {
      await openStudio(stage)
      await stage.page
        .getByRole('button', { name: /^Actions for/ })
        .last()
        .click()
      await stage.page.getByRole('button', { name: 'Delete…' }).click()
      await stage.page.getByText('The log will say').waitFor()
    },
  },
  { name: 'studio-menu-sheet', who: 'author', open: stage => openSheet(stage, 'menu') },
  { name: 'studio-about-sheet', who: 'author', open: stage => openSheet(stage, 'about') },
  { name: 'studio-end-sheet', who: 'author', open: stage => openSheet(stage, 'end') },
  {
    name: 'studio-ended',
    who: 'author',
    open: async ({ page, app, site }) => {
      await page.goto(`${app.origin}/studio?cast=${site.halfMarathon.id}`)
      await page
        .getByText(/^Ended/)
        .first()
        .waitFor()
    },
  },
]

/** What the pages of some scenes show elsewhere: for pictures alone. */
export const views: Scene[] = [
  { name: 'viewer', who: 'reader', open: openBirthday },
  {
    name: 'viewer-long-words',
    who: 'reader',
    open: async stage => {
      await openBirthday(stage)
      await stage.page
        .getByText('Geburtstagskuchen')
        .evaluate(text => text.scrollIntoView({ block: 'center', behavior: 'instant' }))
    },
  },
  {
    name: 'viewer-late-post',
    who: 'reader',
    open: async stage => {
      await openBirthday(stage)
      const late = await explainLatePost(stage)
      await late.evaluate(button => button.scrollIntoView({ block: 'center', behavior: 'instant' }))
    },
  },
  {
    name: 'studio',
    who: 'author',
    open: async stage => {
      await openStudio(stage)
    },
  },
]

const LONG_DRAFT = `The mats, settled
Musical mats, fourth round. Frytka keeps her tennis ball on her own mat so that nobody else can sit there, which the jury (Ania) has now ruled is allowed. Pixel is asleep on two.`

async function openBirthday({ page, app, site }: Stage): Promise<void> {
  await page.goto(`${app.origin}/c/${site.birthday.slug}`)
  await page.getByRole('heading', { name: site.birthday.title, level: 1 }).waitFor()
}

async function showGallery({ page }: Stage) {
  const gallery = page.getByRole('article').filter({ hasText: 'Group picture by the hedge' })
  await gallery.evaluate(post => post.scrollIntoView({ block: 'center', behavior: 'instant' }))
  await gallery.locator('img[data-arrival=load]').nth(2).waitFor()
  return gallery
}

/** The first two, as they are picked. */
function filesOf({ pictures }: Site) {
  return pictures.slice(0, 2).map((buffer, at) => ({ name: `guest-${at}.jpg`, mimeType: 'image/jpeg', buffer }))
}

async function explainLatePost({ page }: Stage) {
  const late = page.getByRole('button', { name: /^arrived/ })
  await late.click()
  await page.getByText(/It reached us/).waitFor()
  return late
}

async function openLog(page: Page, app: App, slug: string): Promise<void> {
  await page.goto(`${app.origin}/c/${slug}/log`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

async function openStudio({ page, app, site }: Stage) {
  await page.goto(`${app.origin}/studio?cast=${site.birthday.id}`)
  await page.getByText('all sent').first().waitFor()
  await page.getByText('Pushed to viewers').last().waitFor()
  return {
    text: page.getByRole('textbox', { name: 'What is happening?' }),
    keyMoment: page.getByRole('button', { name: 'Key moment' }),
    post: page.getByRole('button', { name: 'Post', exact: true }),
  }
}

/** Three posts that find no server. */
async function postWithoutServer(stage: Stage): Promise<void> {
  const studio = await openStudio(stage)
  await stage.app.kill('SIGKILL')
  for (const text of [
    'Frytka has found the second cake.',
    'Burek is winning at mats.',
    'Musical mats, fourth round.',
  ]) {
    await studio.text.fill(text)
    await stage.page.getByRole('button', { name: /^(Post|Queue)$/ }).click()
    // Not by its words in the list: another scene may have posted the same ones.
    await until(async () => (await studio.text.inputValue()) === '')
  }
  await stage.page
    .getByText(/^Waiting, goes on/)
    .first()
    .waitFor()
}

async function openSheet(stage: Stage, sheet: string): Promise<void> {
  await stage.page.goto(`${stage.app.origin}/studio?cast=${stage.site.birthday.id}&sheet=${sheet}`)
  await stage.page.getByRole('dialog').waitFor()
}
