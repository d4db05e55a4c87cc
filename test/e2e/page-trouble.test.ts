import { describe, expect, it, onTestFinished } from 'vitest'
import { isGoInstalled } from '../../lib/cli/test/go.ts'
import { newPhone } from '../support/browser.ts'
import { axeFaults } from '../support/page-faults.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { startMongo } from '../support/start-mongo.ts'

describe.skipIf(!(await isGoInstalled()))('a page that the server cannot make', () => {
  it('says so, and is there at "Try again" when it can', async () => {
    const mongo = await startMongo()
    if (mongo === undefined) throw new Error('Go is there')
    onTestFinished(mongo.stop)
    const app = await startApp({ env: { MONGODB_URI: mongo.uri, LOG_LEVEL: 'silent' } })
    onTestFinished(() => app.stop())
    const publisher = await signIn(app.origin)
    const cast = await publisher.startCast()
    await publisher.publish(cast.id, 'Eleven dogs')

    mongo.signal('SIGKILL')
    const { page, expectComplaint } = await newPhone()
    expectComplaint(/500|React error #441|favicon/) // 441: a component failed on the server
    expect((await page.goto(`${app.origin}/c/${cast.slug}`))?.status()).toBe(500)
    await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor()
    expect(await axeFaults(page)).toEqual([])
    await mongo.restart()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('Eleven dogs').waitFor()
  })
})
