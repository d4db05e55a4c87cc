import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../lib/shared/new-id.ts'
import { newPhone } from '../support/browser.ts'
import { newPublish, type Publisher, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('the log page in a browser', () => {
  let app: App
  let owner: Publisher
  beforeAll(async () => {
    app = await startApp()
    owner = await signIn(app.origin)
    return () => app.stop()
  })

  it.each([true, false])('is where the end of a cast leads to, with JavaScript: %s', async javaScriptEnabled => {
    const cast = await owner.startCast({ title: 'City half-marathon', slug: `half-${javaScriptEnabled}` })
    await owner.publish(cast.id, 'Bag drop is calm.')
    await owner.sendOps(cast.id, [newPublish('One bridge, one wind.', { key: 'Headwind on the bridge' })])
    const settings = { endedAt: new Date().toISOString() }
    await owner.sendOps(cast.id, [{ op: newId(), type: 'settings', cast: settings }])

    const { page } = await newPhone({ javaScriptEnabled }) // complains of anything that the policy stops
    await page.goto(`${app.origin}/c/${cast.slug}`)
    await page.getByRole('link', { name: 'Read the log' }).click()
    await page.getByText('2 of 2 posts, no gaps').waitFor()
    await page.getByRole('link', { name: 'Headwind on the bridge' }).click()
    const title = page.getByRole('heading', { level: 3, name: 'Headwind on the bridge' })
    const size = await title.evaluate(heading => getComputedStyle(heading).fontSize)
    expect(size).toBe('22px') // its own style is let in
    expect(page.url()).toMatch(/\/log#post-/)
  })

  it('says that there is nothing to read where there is nothing', async () => {
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/404/) // the browser tells of the page's own status
    await page.goto(`${app.origin}/c/nowhere/log`)
    await page.getByRole('heading', { level: 1, name: 'Nothing to read at this address' }).waitFor()
    await page.getByRole('link', { name: 'See what’s live' }).click()
    await page.waitForURL(`${app.origin}/`)
  })
})
