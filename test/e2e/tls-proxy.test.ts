import { beforeAll, expect, it } from 'vitest'
import { newPhone } from '../support/browser.ts'
import { PASSPHRASE } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'
import { tlsProxy } from '../support/tls-proxy.ts'

let app: App
beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' } })
  return () => app.stop()
})

it('behind a TLS proxy one signs in, starts a cast and posts, and the post is pushed', async () => {
  const outside = await tlsProxy(app.port)
  const { page } = await newPhone()
  await page.goto(`${outside.origin}/signin`)
  await page.getByLabel('Name').fill('Tomek')
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page
    .getByRole('link', { name: 'Start a cast' })
    .or(page.getByRole('button', { name: 'Start a cast' }))
    .first()
    .click()
  await page.getByLabel('Title').fill('Behind a proxy')
  await page.getByRole('button', { name: 'Create cast' }).click()
  await page.getByLabel('What is happening?').fill('Hello through the proxy')
  await page.getByRole('button', { name: 'Post', exact: true }).click()
  await page.getByText('Pushed to viewers').waitFor()

  const session = (await page.context().cookies()).find(cookie => cookie.name.endsWith('session-token'))
  expect(session).toMatchObject({ name: '__Secure-next-auth.session-token', secure: true, httpOnly: true })
  const viewer = await newPhone()
  await viewer.page.goto(`${outside.origin}/c/behind-a-proxy`)
  await viewer.page.getByText('Hello through the proxy').waitFor()
  outside.close()
})
