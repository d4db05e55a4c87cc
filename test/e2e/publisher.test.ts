import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { newPhone } from '../support/browser.ts'
import { openStudio, studioOf, takeSession } from '../support/publisher-page.ts'
import { PASSPHRASE, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

let app: App
beforeAll(async () => {
  app = await startApp()
  return () => app.stop()
})

it('the studio takes posts also while the part that shows them does not load', async () => {
  const publisher = await signIn(app.origin)
  const cast = await publisher.startCast()
  const phone = await newPhone({ serviceWorkers: 'block' })
  phone.expectComplaint(/Failed to load/)
  await takeSession(phone, publisher, app.origin)
  let isBad = true
  const html = await (await fetch(`${app.origin}/studio`)).text()
  await phone.page.route(/_next\/static\/chunks\/.*\.js$/, (route, request) =>
    isBad && !html.includes(new URL(request.url()).pathname) ? route.abort() : route.continue(),
  )
  await phone.page.goto(`${app.origin}/studio?cast=${cast.id}`)
  const { text, post } = studioOf(phone.page)
  await text.fill('Typed before it was whole')
  await post.click()
  await expect.poll(() => text.inputValue()).toBe('')
  expect(await phone.page.getByText('Typed before it was whole').count()).toBe(0)
  isBad = false
  await phone.page.getByRole('main', { name: 'Your posts' }).getByText('Typed before it was whole').waitFor()
})

describe('signing in', () => {
  it('says under the passphrase what was wrong, goes on to where it was headed, and starts a cast with its first post', async () => {
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/401/)
    await page.goto(`${app.origin}/studio?new`)
    await page.getByRole('link', { name: 'Sign in' }).click()
    const passphrase = page.getByLabel('Passphrase', { exact: true })
    await page.getByLabel('Name').fill('Tomek')
    await passphrase.fill('four cats on a small dog')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('That passphrase isn’t right. 4 tries left.').waitFor()
    expect(await passphrase.getAttribute('aria-invalid')).toBe('true')
    const problem = await passphrase.getAttribute('aria-describedby')
    expect(await page.locator(`#${problem}`).textContent()).toContain('4 tries left')
    await expect.poll(() => passphrase.evaluate(field => field === document.activeElement)).toBe(true)

    await page.getByRole('button', { name: 'Show passphrase' }).click()
    expect(await passphrase.getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: 'Hide passphrase' }).click()
    await passphrase.fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Sign in' }).click()

    await page.getByLabel('Title').fill('The long night')
    expect(await page.getByLabel('Link').inputValue()).toBe('the-long-night')
    await page.getByRole('button', { name: 'Create cast' }).click()
    const studio = studioOf(page)
    await studio.text.fill('We are here.')
    await studio.post.click()
    await page.getByText(/^Pushed to viewers/).waitFor()
    expect(await studio.text.inputValue()).toBe('')
    await page.getByRole('link', { name: 'Your casts' }).click()
    await page.getByRole('link', { name: /LIVE The long night.*1 post/s }).waitFor()
  })

  it('names the minute of the next try after five wrong ones', async () => {
    const own = await startApp()
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/401|429/)
    await page.goto(`${own.origin}/signin`)
    await page.getByLabel('Name').fill('Tomek')
    for (const left of [4, 3, 2, 1, 0]) {
      await page.getByLabel('Passphrase', { exact: true }).fill(`wrong ${left}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      const words = left === 0 ? 'the next is in a minute' : `${left} ${left === 1 ? 'try' : 'tries'} left.`
      await page.getByText(words).waitFor()
    }
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText(/^Too many tries\. Try again at \d\d:\d\d\.$/).waitFor()
    await own.stop()
  })

  it('never leads to another site afterwards', async () => {
    const { page } = await newPhone()
    await page.goto(`${app.origin}/signin?next=${encodeURIComponent('//elsewhere.example/')}`)
    await page.getByLabel('Name').fill('Tomek')
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(`${app.origin}/studio`)
  })

  it('can be undone: signing out leaves nothing of the person on the screen', async () => {
    const phone = await newPhone()
    await takeSession(phone, await signIn(app.origin), app.origin)
    await phone.page.goto(`${app.origin}/studio`)
    await phone.page.getByRole('button', { name: 'Signed in as Tomek' }).click()
    await phone.page.getByRole('button', { name: 'Sign out' }).click()
    await phone.page.waitForURL(`${app.origin}/signin`)
    await phone.page.goto(`${app.origin}/studio`)
    await phone.page.getByRole('heading', { name: 'Sign in to post' }).waitFor()
  })
})

describe('the printed first link', () => {
  it('changes nothing when it is opened, signs in when its button is pressed, and that once for one browser', async () => {
    const own = await startApp()
    const path = /\/signin\/once\/[\w-]+/.exec(own.output())?.[0] ?? 'no link was printed'
    const press = (page: Page) => page.getByRole('button', { name: 'Sign in on this phone' }).click()
    const [preview, phone, late] = [await newPhone(), await newPhone(), await newPhone()]
    late.expectComplaint(/401/)
    await preview.page.goto(own.origin + path)
    for (const time of ['first', 'second']) {
      await phone.page.goto(own.origin + path)
      await phone.page.getByLabel('Name').fill(`Tomek, ${time} time`)
      await press(phone.page)
      await phone.page.getByRole('button', { name: `Signed in as Tomek, ${time} time` }).waitFor()
    }
    await late.page.goto(own.origin + path)
    await late.page.getByLabel('Name').fill('Somebody')
    await press(late.page)
    await late.page.getByText('This sign-in link was used already or is too old.').waitFor()
    await own.stop()
  })
})

describe('starting a cast', () => {
  it('moves to the field in error, offers a free link when the wanted one is taken, and keeps what was typed over a reload', async () => {
    const publisher = await signIn(app.origin)
    await publisher.startCast({ slug: 'burek' })
    const phone = await newPhone()
    const { page } = phone
    await takeSession(phone, publisher, app.origin)
    await page.goto(`${app.origin}/studio?new`)
    await page.getByRole('button', { name: 'Create cast' }).click()
    await page.getByText('Give the cast a title.').waitFor()
    await expect.poll(() => page.getByLabel('Title').evaluate(field => field === document.activeElement)).toBe(true)
    await page.getByLabel('Title').fill('Burek goes swimming')
    await page.getByLabel('Link').fill('burek')
    await page.getByText('“burek” is taken by another cast.').waitFor()
    await page.reload()
    expect(await page.getByLabel('Title').inputValue()).toBe('Burek goes swimming')
    phone.expectComplaint(/409/)
    await page.getByRole('button', { name: 'Create cast' }).click()
    await expect.poll(() => page.getByLabel('Link').evaluate(field => field === document.activeElement)).toBe(true)
    await page.getByRole('button', { name: 'Use burek-goes-swimming' }).click()
    await page.getByRole('button', { name: 'Create cast' }).click()
    await studioOf(page).text.waitFor()
    await page.getByRole('heading', { name: 'Burek goes swimming' }).waitFor()
  })

  it('makes one cast when the answer is lost and it is asked again', async () => {
    const phone = await newPhone()
    const { page } = phone
    const publisher = await signIn(app.origin)
    await takeSession(phone, publisher, app.origin)
    phone.expectComplaint(/Failed to load|ERR_/)
    let lost = 0
    await page.route(
      '**/api/casts',
      async route => {
        await route.fetch()
        lost += 1
        await route.abort()
      },
      { times: 1 },
    )
    await page.goto(`${app.origin}/studio?new`)
    await page.getByLabel('Title').fill('Asked twice')
    await page.getByRole('button', { name: 'Create cast' }).click()
    const studio = studioOf(page)
    await studio.text.fill('At once')
    await studio.post.click()
    await page.getByText(/^Pushed to viewers/).waitFor()
    expect(lost).toBe(1)
    const { casts } = (await publisher.get('/api/me')).body
    expect(casts.filter((cast: { title: string }) => cast.title === 'Asked twice')).toHaveLength(1)
  })
})

describe('posting', () => {
  it('shows each post with how far it has got, and the posts of before when it is opened again', async () => {
    const { page, studio, posts } = await openStudio(app)
    await studio.text.fill('The candle is out')
    await studio.keyMoment.click()
    await studio.post.click()
    await page.getByText(/^Pushed to viewers/).waitFor()
    await studio.text.fill('Presents\nin ten minutes.')
    await studio.text.press('Control+Enter')
    await expect.poll(() => studio.delivery.count()).toBe(2)
    await expect.poll(posts).toMatchObject([
      { key: 'The candle is out', text: 'The candle is out' },
      { key: null, text: 'Presents\nin ten minutes.' },
    ])
    expect(await page.getByText('The candle is out').count()).toBe(1)
    await page.reload()
    await expect.poll(() => studio.delivery.allTextContents()).toEqual(['Pushed to viewers', 'Pushed to viewers'])
    await studio.chip.filter({ hasText: 'On the air · all sent' }).waitFor()
  })

  it('keeps the text over a reload, and says by how much it is too long', async () => {
    const { page, studio } = await openStudio(app)
    await studio.text.fill('x'.repeat(9_981))
    await page.getByText('19 left').waitFor()
    await studio.text.fill('x'.repeat(10_012))
    await page.getByText('12 over').waitFor()
    expect(await studio.post.isDisabled()).toBe(true)
    await page.reload()
    await expect.poll(async () => (await studio.text.inputValue()).length).toBe(10_012)
    await expect.poll(() => studio.text.evaluate(field => field === document.activeElement)).toBe(true)
  })

  it('loses nothing and doubles nothing when the server dies before, during and after a post (invariants 1 and 8)', async () => {
    const { page, studio, posts, expectComplaint } = await openStudio(app)
    expectComplaint(/ERR_|WebSocket|Failed to (load|fetch)|502/)
    await studio.text.pressSequentially('Cake ')
    await app.kill('SIGKILL')
    await studio.text.pressSequentially('is cut')
    await studio.post.click()
    await page.getByRole('heading', { name: 'Waiting to send' }).waitFor()
    await page.getByText(/^Waiting, goes on/).waitFor()
    await studio.chip.filter({ hasText: '1 waiting, safe on this phone' }).waitFor()
    expect(await studio.text.inputValue()).toBe('')
    await page.getByRole('button', { name: 'Queue', exact: true }).waitFor()
    await studio.text.fill('and eaten')
    await studio.post.click()
    await studio.chip.filter({ hasText: '2 waiting, safe on this phone' }).waitFor()
    await app.restart()
    await page
      .getByText(/^Pushed to viewers/)
      .nth(1)
      .waitFor({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Post', exact: true }).waitFor()
    expect(await page.getByRole('heading', { name: 'Waiting to send' }).count()).toBe(0)
    expect(await posts()).toMatchObject([{ text: 'Cake is cut' }, { text: 'and eaten' }])
  })

  it('takes the next post while one is on its way, and sends it behind', async () => {
    const { page, studio, posts } = await openStudio(app)
    let letGo = () => {}
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    await page.route('**/ops', async route => {
      await held
      await route.continue()
    })
    await studio.text.fill('The first')
    await studio.post.click()
    await expect.poll(() => studio.text.inputValue()).toBe('')
    await page.keyboard.type('The next')
    await studio.post.click()
    await studio.chip.filter({ hasText: 'sending 2' }).waitFor()
    letGo()
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
    expect(await posts()).toMatchObject([{ text: 'The first' }, { text: 'The next' }])
  })

  it('sends the same op again when only the answer was lost', async () => {
    const { page, studio, posts, expectComplaint } = await openStudio(app)
    expectComplaint(/Failed to load|ERR_/)
    const bodies: string[] = []
    await page.route('**/ops', async route => {
      const { ops } = route.request().postDataJSON()
      bodies.push(JSON.stringify(ops))
      if (bodies.length > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await studio.text.fill('Once')
    await studio.post.click()
    await expect.poll(() => bodies.length, { timeout: 10_000 }).toBe(2)
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
    expect(bodies[1]).toBe(bodies[0])
    expect(await posts()).toMatchObject([{ text: 'Once' }])
  })

  it('takes a captive portal’s page for network trouble', async () => {
    const { page, studio, posts } = await openStudio(app)
    let isPortal = true
    await page.route('**/ops', route =>
      isPortal ? route.fulfill({ contentType: 'text/html', body: '<h1>Welcome to our Wi-Fi</h1>' }) : route.continue(),
    )
    await studio.text.fill('From the café')
    await studio.post.click()
    await studio.chip.filter({ hasText: 'No signal · 1 waiting, safe on this phone' }).waitFor()
    isPortal = false
    await studio.chip.filter({ hasText: 'all sent' }).waitFor({ timeout: 10_000 })
    expect(await posts()).toMatchObject([{ text: 'From the café' }])
  })

  it('keeps the posts when the session has ended, and sends them by itself after the sign-in', async () => {
    const { page, context, studio, posts, expectComplaint } = await openStudio(app)
    expectComplaint(/401/)
    await context.clearCookies()
    for (const text of ['Frytka has found the second cake.', 'She is not sharing.']) {
      await studio.text.fill(text)
      await studio.post.click()
      await expect.poll(() => studio.text.inputValue()).toBe('')
    }
    await page.getByText('Session ended — sign in to send').first().waitFor()
    await page.reload()
    await page.getByText('Frytka has found the second cake.').waitFor()
    await page.getByRole('link', { name: 'Sign in' }).first().click()
    await page.getByText('2 unsent texts are waiting on this phone.').waitFor()
    expect(await page.getByLabel('Name').inputValue()).toBe('Tomek')
    await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
    expect(await posts()).toMatchObject([
      { text: 'Frytka has found the second cake.' },
      { text: 'She is not sharing.' },
    ])
  })

  it('keeps what the server refuses, says why, and sends it by itself once the reason is gone', async () => {
    const { page, studio, posts, publisher, cast } = await openStudio(app)
    const set = (endedAt: string | null) =>
      publisher.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: { endedAt } }])
    await set(new Date(Date.now() - 1_000).toISOString())
    await studio.chip.filter({ hasText: 'Ended' }).waitFor()
    await studio.text.fill('One more thing')
    await studio.post.click()
    await page.getByText('This cast has ended. Your text is kept here').waitFor()
    await studio.chip.filter({ hasText: '1 not sent' }).waitFor()
    await set(null)
    await studio.chip.filter({ hasText: 'On the air · all sent' }).waitFor()
    expect(await posts()).toMatchObject([{ text: 'One more thing' }])
  })

  it('shows in one tab what is typed in the other, and empties both when one has posted it', async () => {
    const { page, context, studio, posts } = await openStudio(app)
    const other = await context.newPage()
    await other.goto(page.url())
    const there = studioOf(other)
    await there.chip.filter({ hasText: 'all sent' }).waitFor()
    await studio.text.fill('Both see this')
    await expect.poll(() => there.text.inputValue()).toBe('Both see this')
    await there.post.click()
    await expect.poll(() => studio.text.inputValue()).toBe('')
    await expect.poll(() => there.text.inputValue(), { timeout: 10_000 }).toBe('')
    for (const tab of [studio, there]) await tab.chip.filter({ hasText: 'all sent' }).waitFor()
    await other.getByText('Both see this').waitFor()
    expect(await posts()).toMatchObject([{ text: 'Both see this' }])
  })
})

describe('a post of one’s own', () => {
  it('that is not sent can be edited, copied, and removed with a way back', async () => {
    const { page, context, studio, posts, expectComplaint } = await openStudio(app)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    expectComplaint(/ERR_|WebSocket|Failed to (load|fetch)|502/)
    await app.kill('SIGKILL')
    for (const text of ['Cake at tree', 'A slip of the thumb']) {
      await studio.text.fill(text)
      await studio.post.click()
      await expect.poll(() => studio.text.inputValue()).toBe('')
    }
    const actions = page.getByRole('button', { name: /^Actions for the post at/ })
    await actions.nth(1).click()
    await page.getByRole('button', { name: 'Copy text' }).click()
    await page.getByText('Copied').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('A slip of the thumb')
    await page.getByRole('button', { name: 'Remove' }).click()
    await page.getByText('Unsent post removed').waitFor()
    await expect.poll(() => page.getByText('A slip of the thumb').count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('A slip of the thumb').waitFor()
    await actions.nth(0).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    await page.getByRole('textbox', { name: 'Text of the post' }).fill('Cake at three')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Cake at three').waitFor()
    await page.getByRole('button', { name: 'Copy unsent' }).click()
    await page.getByText('Copied 2 posts').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
      /Cake at three\n\n.*\nA slip of the thumb$/,
    )
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /^Save/ }).click(),
    ])
    expect(download.suggestedFilename()).toBe('unsent-posts.txt')
    await app.restart()
    await studio.chip.filter({ hasText: 'all sent' }).waitFor({ timeout: 20_000 })
    expect(await posts()).toMatchObject([{ text: 'Cake at three' }, { text: 'A slip of the thumb' }])
  })

  it('that is sent can be mended and deleted for all, after saying what that means', async () => {
    const { page, studio, posts } = await openStudio(app)
    for (const text of ['Cake at tree', 'A slip of the thumb']) {
      await studio.text.fill(text)
      await studio.post.click()
      await page.getByText(text).waitFor()
    }
    await expect.poll(() => studio.delivery.count()).toBe(2)
    const actions = page.getByRole('button', { name: /^Actions for the post at/ })
    await actions.nth(0).click()
    await page.getByRole('button', { name: 'Edit' }).click()
    const field = page.getByRole('textbox', { name: 'Text of the post' })
    await field.fill('Cake at three')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Cake at three').waitFor()
    await actions.nth(1).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page.getByText('The log will say one post was deleted.').waitFor()
    await page.getByRole('button', { name: 'Delete for all' }).click()
    await expect.poll(() => page.getByText('A slip of the thumb').count()).toBe(0)
    await expect.poll(posts).toMatchObject([{ text: 'Cake at three', editedAt: expect.any(String) }])
    await studio.chip.filter({ hasText: 'all sent' }).waitFor()
  })
})

describe('the cast’s menu', () => {
  it('changes the title for every open page, ends the cast after saying what that means, and opens it again', async () => {
    const { page, studio, cast } = await openStudio(app)
    const menu = page.getByRole('button', { name: 'Menu' })
    await menu.click()
    await page.getByRole('button', { name: 'Change title and summary' }).click()
    await page.getByRole('textbox', { name: 'Title' }).fill('Burek’s second birthday')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByRole('heading', { name: 'Burek’s second birthday', level: 1 }).waitFor()
    await expect.poll(() => menu.evaluate(button => button === document.activeElement)).toBe(true)
    await menu.click()
    await page.getByRole('button', { name: 'End the cast…' }).click()
    await page.getByText('Every open page says that it has ended.').waitFor()
    await page.getByRole('button', { name: 'End the cast', exact: true }).click()
    await studio.chip.filter({ hasText: 'Ended' }).waitFor()
    await menu.click()
    await page.getByRole('button', { name: 'Open the cast again…' }).click()
    await page.getByRole('button', { name: 'Open again' }).click()
    await studio.chip.filter({ hasText: 'Not on the air yet' }).waitFor()
    expect(page.url()).toBe(`${app.origin}/studio?cast=${cast.id}`)
  })

  it('opens as a sheet with the focus on its title, and closes with Escape, with Back and with Close', async () => {
    const { page } = await openStudio(app)
    const menu = page.getByRole('button', { name: 'Menu' })
    const sheet = page.getByRole('dialog')
    for (const close of [
      () => page.keyboard.press('Escape'),
      () => page.goBack(),
      () => page.getByRole('button', { name: 'Close' }).click(),
    ]) {
      await menu.click()
      await sheet.waitFor()
      expect(await sheet.getByRole('heading').evaluate(title => title === document.activeElement)).toBe(true)
      await close()
      await sheet.waitFor({ state: 'detached' })
      expect(await menu.evaluate(button => button === document.activeElement)).toBe(true)
    }
  })
})

describe('the keyboard alone', () => {
  it('signs in, starts a cast and posts', async () => {
    const { page } = await newPhone()
    const { keyboard } = page
    const focusIs = (name: string) =>
      expect
        .poll(async () => {
          const focused = page.locator(':focus')
          if ((await focused.count()) === 0) return ''
          return (await focused.ariaSnapshot()).split('\n')[0]
        })
        .toContain(name)
    const tabTo = async (name: string) => {
      for (let turn = 0; turn < 30; turn += 1) {
        await keyboard.press('Tab')
        const focused = page.locator(':focus')
        if ((await focused.count()) > 0 && (await focused.ariaSnapshot()).split('\n')[0]?.includes(name)) return
      }
      throw new Error(`Tab does not lead to ${name}`)
    }
    await page.goto(`${app.origin}/signin`)
    await page.getByRole('button', { name: 'Sign in', disabled: false }).waitFor()
    await tabTo('Name')
    await keyboard.type('Tomek')
    await tabTo('Passphrase')
    await keyboard.type(PASSPHRASE)
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Your casts' }).waitFor()
    await tabTo('Start a cast')
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: 'New cast' }).waitFor()
    await tabTo('Title')
    await keyboard.type('By keys alone')
    await tabTo('Create cast')
    await keyboard.press('Enter')
    await focusIs('What is happening?')
    await keyboard.type('No mouse was harmed.')
    await tabTo('Key moment')
    await keyboard.press('Space')
    await tabTo('Post')
    await keyboard.press('Enter')
    await page.getByText(/^Pushed to viewers/).waitFor()
    await focusIs('What is happening?')
  })
})
