import type { BrowserContextOptions, Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Cast } from '../../lib/shared/cast.ts'
import { newId } from '../../lib/shared/new-id.ts'
import { newPhone } from '../support/browser.ts'
import { proxyWithoutUpgrades } from '../support/proxy-without-upgrades.ts'
import { newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { until } from '../support/until.ts'

describe('the page of a cast', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    return () => app.stop()
  })

  it('shows a post without a reload to who reads along, and all of it to who comes late', async () => {
    const cast = await castWith(['one', 'two'])
    const { page, isLive } = await read(cast)
    await page.evaluate(() => document.body.setAttribute('data-same-page', ''))
    await isLive()
    await owner.publish(cast.id, 'three')
    await page.getByText('three', { exact: true }).waitFor()
    expect(await texts(page)).toEqual(['three', 'two', 'one'])
    expect(await page.locator('body[data-same-page]').count()).toBe(1)
    expect(await page.getByRole('heading', { name: '3 posts' }).count()).toBe(1)
    const late = await read(cast)
    expect(await texts(late.page)).toEqual(['three', 'two', 'one'])
  })

  it('says how many are watching, to readers and in the studio, as they come and go', async () => {
    const cast = await castWith(['one'])
    const { page, isLive } = await read(cast)
    await isLive()
    await page.getByText('1 watching').first().waitFor()
    const other = await read(cast)
    await page.getByText('2 watching').first().waitFor()
    await other.page.getByText('2 watching').first().waitFor()
    await other.page.close()
    await page.getByText('1 watching').first().waitFor()
  })

  it('moves nothing under somebody who reads further down: new posts wait behind the pill', async () => {
    const cast = await castWith(numbered(20))
    const { page, isLive } = await read(cast)
    await isLive()
    const reading = page.getByText('post 10', { exact: true })
    await reading.evaluate(element => element.scrollIntoView({ block: 'center', behavior: 'instant' }))
    await page.locator('[aria-hidden=true]', { hasText: cast.title }).waitFor() // the one-line header is there
    const before = await top(reading)
    await owner.sendOps(cast.id, [newPublish('new one', { key: 'A key moment' }), newPublish('new two')])
    const pill = page.getByRole('button', { name: '2 new posts' })
    await pill.waitFor()
    expect(await top(reading)).toBe(before)
    expect((await texts(page))[0]).toBe('post 20')
    await pill.click()
    await page.getByText('new two').waitFor()
    expect((await texts(page)).slice(0, 3)).toEqual(['new two', 'new one', 'post 20'])
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('new two')
    expect(await pill.count()).toBe(0)
    await owner.publish(cast.id, 'new three')
    await page.getByText('new three').waitFor()
  })

  it('loads older posts as they are reached, to the first', async () => {
    const cast = await castWith(numbered(75))
    const { page } = await read(cast)
    expect(await page.getByRole('article').count()).toBe(30)
    const first = page.getByText('post 1', { exact: true })
    await until(
      async () => {
        await page.keyboard.press('End')
        return (await first.count()) === 1
      },
      () => 'the first post',
      20_000,
    )
    expect(await texts(page)).toEqual(numbered(75).reverse())
    expect(await page.getByRole('link', { name: /older/i }).count()).toBe(0)
  })

  it('is useful without JavaScript: posts, a link to older ones, a permanent link of each', async () => {
    const cast = await castWith(numbered(35))
    const { page } = await read(cast, { javaScriptEnabled: false })
    expect(await texts(page)).toEqual(numbered(35).reverse().slice(0, 30))
    await page.getByRole('link', { name: 'Older posts' }).click()
    await page.waitForURL(/before=/)
    expect(await texts(page)).toEqual(numbered(5).reverse())
    await page.getByRole('article').first().getByRole('link').first().click()
    await page.waitForURL(/\/p\//)
    expect(await texts(page)).toEqual(['post 5'])
    expect(await page.title()).toBe(`post 5 · ${cast.title}`)
    expect(await page.locator('meta[property="og:url"]').getAttribute('content')).toBe(page.url())
    expect(await page.locator('link[rel=canonical]').getAttribute('href')).toBe(page.url())
    await page.getByRole('link', { name: 'Read the whole cast' }).click()
    await page.waitForURL(`${app.origin}/c/${cast.slug}`)
  })

  it('reads on where a proxy refuses WebSockets', async () => {
    const cast = await castWith(['one'])
    const proxy = await proxyWithoutUpgrades(app.port)
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/WebSocket/)
    await page.goto(`${proxy.origin}/c/${cast.slug}`)
    await page.getByText('Live by checking every 10 seconds').waitFor()
    await owner.publish(cast.id, 'two')
    await page.getByText('two', { exact: true }).waitFor({ timeout: 15_000 })
    expect(await page.getByText(/Reconnecting|Offline/).count()).toBe(0)
    await page.close()
    await proxy.close()
  })

  it('tells nobody that a private cast exists (invariant 7)', async () => {
    const secret = await owner.startCast({ title: 'Surprise party', visibility: 'private' })
    await owner.publish(secret.id, 'the guest knows nothing')
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/404/) // the browser tells of the page's own status
    const pages = []
    for (const path of [`/c/${secret.slug}`, `/c/${secret.id}`, '/c/no-such-cast', '/nothing/here']) {
      const answer = await page.goto(app.origin + path)
      pages.push({
        status: answer?.status(),
        words: await page.locator('main').textContent(),
        title: await page.title(),
      })
    }
    expect(pages[0]).toMatchObject({ status: 404, title: 'Nothing to read at this address' })
    expect(pages[0]?.words).toContain('ask the person who invited you')
    expect(new Set(pages.map(one => JSON.stringify(one))).size).toBe(1)
  })

  it('follows a change of the title, and the end', async () => {
    const cast = await castWith(['one'])
    const { page, isLive } = await read(cast)
    await isLive()
    await owner.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { title: 'Two birthdays' } }])
    await page.getByRole('heading', { name: 'Two birthdays', level: 1 }).waitFor()
    expect(await page.title()).toBe('Two birthdays, live')
    const endedAt = new Date().toISOString()
    await owner.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { endedAt } }])
    await page.getByRole('heading', { name: 'This cast has ended' }).waitFor()
    expect(await page.getByRole('link', { name: 'Read the log' }).getAttribute('href')).toBe(`/c/${cast.slug}/log`)
    expect(await page.getByText('LIVE', { exact: true }).count()).toBe(0)
  })

  it('follows its author’s second thoughts: what was mended is marked, what was removed is gone (invariant 6)', async () => {
    const cast = await castWith(['one', 'two', 'three'])
    const { page, isLive } = await read(cast)
    await isLive()
    const [, second, first] = (await owner.get(`/api/casts/${cast.id}/posts`)).body.posts
    const revise = { op: newId(), type: 'revise', post: { id: first.id, base: first.rev, text: 'one and a half' } }
    const remove = { op: newId(), type: 'remove', post: { id: second.id } }
    await owner.sendOps(cast.id, [revise, remove])
    await page.getByText('Post deleted by its author').waitFor()
    expect(await texts(page)).toEqual(['three', 'one and a half'])
    expect(await page.getByRole('heading', { name: '2 posts' }).count()).toBe(1)
    await page.getByRole('button', { name: /^edited \d\d:\d\d$/ }).click()
    await page.getByText(/^Its author changed it \w+day/).waitFor()
    const late = await read(cast)
    expect(await texts(late.page)).toEqual(['three', 'one and a half'])
    expect(await late.page.getByText('deleted').count()).toBe(0)
    late.expectComplaint(/404/) // the browser tells of the page's own status
    await late.page.goto(`${app.origin}/c/${cast.slug}/p/${second.id}`)
    await late.page.getByRole('heading', { name: 'Nothing to read at this address' }).waitFor()
  })

  it('says so when the server is gone, and shows what it missed when it is back (invariant 3)', async () => {
    const cast = await castWith(['one'])
    const { page, isLive, expectComplaint } = await read(cast)
    expectComplaint(/WebSocket|ERR_/)
    await isLive()
    await app.kill('SIGKILL')
    await page
      .getByText(/Reconnecting… you have everything up to \d\d:\d\d/)
      .first()
      .waitFor()
    await app.restart()
    await owner.publish(cast.id, 'two')
    await page.getByText('two', { exact: true }).waitFor({ timeout: 20_000 })
    await until(async () => (await page.getByText('Reconnecting…').count()) === 0)
    await owner.publish(cast.id, 'three')
    await page.getByText('three', { exact: true }).waitFor()
  })

  it('shows both clocks of a late post, and the exact time of any on a tap', async () => {
    const cast = await castWith([])
    await owner.sendOps(cast.id, [newPublish('late', { at: Date.now() - 29 * 60_000 })])
    await owner.publish(cast.id, 'in time')
    const { page } = await read(cast, { timezoneId: 'America/New_York' })
    const [inTime, late] = [page.getByRole('article').first(), page.getByRole('article').last()]
    await inTime.getByRole('button', { name: 'just now' }).click()
    await inTime.getByText(/^\w+day \d+ \w+ \d{4}, \d\d:\d\d:\d\d \(Europe\/Warsaw\)$/).waitFor()
    await late.getByRole('button', { name: /^arrived \d\d:\d\d$/ }).click()
    await late.getByText(/^Written .* It reached us .*Europe\/Warsaw/).waitFor()
  })

  it('copies the link of a post', async () => {
    const cast = await castWith(['one'])
    const { page } = await read(cast, { permissions: ['clipboard-read', 'clipboard-write'] })
    await page.getByRole('button', { name: 'Copy link to this post' }).click()
    await page.getByText('Link copied').waitFor()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(new RegExp(`^${app.origin}/c/${cast.slug}/p/[0-9a-f-]{36}$`))
  })

  it('speaks the language of the cast where its people speak, and lets each text choose its direction', async () => {
    const cast = await castWith(['الكعكة جاهزة'], { lang: 'pl' })
    const { page } = await read(cast)
    expect(await page.getByText('الكعكة جاهزة').evaluate(element => getComputedStyle(element).direction)).toBe('rtl')
    expect(
      await page.getByText('الكعكة جاهزة').evaluate(element => element.closest('[lang]')?.getAttribute('lang')),
    ).toBe('pl')
  })

  it('stays within 320 px, however long a word is', async () => {
    const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
    const cast = await castWith([word, `https://kitchen.example.org/${word}`], { title: word, summary: word })
    const { page } = await read(cast, { viewport: { width: 320, height: 600 } })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  })

  async function castWith(posts: string[], settings: object = {}): Promise<Cast> {
    const cast = await owner.startCast({ title: 'Burek’s first birthday', timeZone: 'Europe/Warsaw', ...settings })
    for (let from = 0; from < posts.length; from += 50) {
      await owner.sendOps(
        cast.id,
        posts.slice(from, from + 50).map(text => newPublish(text)),
      )
    }
    return cast
  }

  async function read(cast: Cast, options: BrowserContextOptions = {}) {
    const phone = await newPhone(options)
    // Listened for before the page is there, as it may ask at once. Not every test waits for it.
    const asked = phone.page.waitForResponse(answer => answer.url().includes('/changes?'))
    asked.catch(() => undefined)
    await phone.page.goto(`${app.origin}/c/${cast.slug}`)
    /** The page has asked what it missed: from then on it is told by events. */
    const isLive = async () => void (await asked)
    return { ...phone, isLive }
  }
})

/** The words of the posts, in their order on the page. */
function texts(page: Page): Promise<string[]> {
  return page.getByRole('article').locator('p:not([lang])').allTextContents()
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `post ${index + 1}`)
}

async function top(element: ReturnType<Page['getByText']>): Promise<number> {
  return (await element.boundingBox())?.y ?? Number.NaN
}
