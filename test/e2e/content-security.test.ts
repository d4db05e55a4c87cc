import { beforeAll, describe, expect, it } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('the content security policy in a browser', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })

  it.each(['/', '/signin', '/studio', '/privacy'])('lets %s run, and complains of nothing', async path => {
    const { page } = await newPhone()
    const response = await page.goto(app.origin + path, { waitUntil: 'networkidle' })
    expect(response?.status()).toBe(200)
  })

  it('lets the pages run that say that nothing is there', async () => {
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/404/) // the browser tells of the page's own status
    for (const path of ['/nowhere', '/c/nowhere']) {
      expect((await page.goto(app.origin + path, { waitUntil: 'networkidle' }))?.status()).toBe(404)
    }
  })

  it('stops a script that somebody got into a page (invariant 10)', async () => {
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/Content Security Policy/)
    for (const path of ['/', '/studio']) {
      await page.goto(app.origin + path)
      const ran = await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.intruder = true'
        document.body.append(script)
        document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="window.intruder = true">')
        return new Promise(resolve => setTimeout(() => resolve('intruder' in window)))
      })
      expect(ran, path).toBe(false)
    }
  })

  it('keeps the pages out of the frames of others', async () => {
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/frame-ancestors|refused to connect/)
    await page.setContent(`<iframe src="${app.origin}/"></iframe>`)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
  })
})
