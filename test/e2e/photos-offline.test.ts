import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import sharp from 'sharp'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStore } from '../../lib/server/store/open-store.ts'
import { UPLOAD } from '../../lib/server/store/store.ts'
import type { Photo } from '../../lib/shared/photo.ts'
import { badNetwork } from '../support/bad-network.ts'
import { newPhone } from '../support/browser.ts'
import { newFolder } from '../support/cli.ts'
import { workerIsReady } from '../support/device-copies.ts'
import { freePort } from '../support/free-port.ts'
import { lastingPhone } from '../support/lasting-phone.ts'
import { storePlace } from '../support/mongo-database.ts'
import { networkProfiles } from '../support/network-profiles.ts'
import { signInOn, studioOf, takeSession } from '../support/publisher-page.ts'
import { signIn } from '../support/sign-in.ts'
import { startApp } from '../support/start-app.ts'
import { detailedPhoto, ORIENTATIONS, quadrantsPhoto, quadrantsSeen } from '../support/test-photos.ts'
import { until } from '../support/until.ts'

const KILOBYTE = 1024

describe('photos from the venue', () => {
  it('go out over EDGE by themselves, in order and once, over two deaths of the browser and one of the server (invariants 1 and 2)', async () => {
    const app = await startApp()
    const owner = await signIn(app.origin)
    const cast = await owner.startCast({ title: 'Burek’s first birthday' })
    const good = await badNetwork(app.port, { rttMs: 0, fails: 'down' }, { at: await freePort() })
    const phone = await lastingPhone()
    let page = await phone.start()
    await signInOn(page, good.origin)
    const address = `${good.origin}/studio?cast=${cast.id}`
    await page.goto(address)
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    await workerIsReady(page)
    await phone.close() // Chromium writes cookies every half minute only
    await good.close()

    page = await phone.start()
    await page.goto(address)
    await page.locator('input[type=file]').setInputFiles(await tenPhotos())
    await page.getByRole('heading', { name: 'New post, 10 photos' }).waitFor({ timeout: 90_000 })
    await studioOf(page).text.fill('Ten of eleven looked away')
    await studioOf(page).post.click()
    await page.getByText('1 waiting').first().waitFor()
    await phone.kill()

    const edge = await badNetwork(app.port, networkProfiles.EDGE, { at: good.port })
    onTestFinished(() => edge.close())
    const read = async (): Promise<Photo[]> =>
      (await owner.get(`/api/casts/${cast.id}/posts`)).body.posts.flatMap(
        (post: { media?: Photo[] }) => post.media ?? [],
      )
    const arrived = (count: number) =>
      until(
        async () => (await read()).filter(({ state }) => state === 'ready').length >= count,
        () => `${count} photos`,
        120_000,
      )
    page = await openAgain(phone, address)
    await arrived(2)
    await phone.kill()
    page = await openAgain(phone, address)
    await arrived(4)
    await app.restart()
    await arrived(6)
    await phone.kill()
    page = await openAgain(phone, address)
    await arrived(10)

    const photos = await read()
    expect(photos.map(({ alt }) => alt)).toEqual(photos.map(() => ''))
    await studioOf(page).chip.filter({ hasText: 'all sent' }).waitFor()
    const viewer = await newPhone()
    await viewer.page.goto(`${app.origin}/c/${cast.slug}`)
    await viewer.page.getByText('Ten of eleven looked away').waitFor()
    expect(await viewer.page.getByRole('article').getByRole('img').count()).toBe(10)

    const store = openStore(storePlace(app.dataDir))
    let sent = 0
    for (const [at, { id, width }] of photos.entries()) {
      const record = await store.readPhoto(id)
      sent += record?.bytes ?? 0
      expect(await store.countBytes({ photo: id, file: UPLOAD })).toBe(0)
      for (const file of record?.files ?? []) {
        const served = Buffer.from(await (await fetch(`${app.origin}/api/media/${id}/${file}`)).arrayBuffer())
        const { exif, xmp, iptc } = await sharp(served).metadata()
        expect({ exif, xmp, iptc }).toEqual({})
        if (at < ORIENTATIONS.length) expect(await quadrantsSeen(served)).toEqual([0, 1, 2, 3])
      }
      expect(record?.files).toContain(`${width}.webp`)
    }
    await store.close()
    const more = edge.bytesUp() - sent
    console.log(
      `ten photos of ${Math.round(sent / KILOBYTE)} KB; ${Math.round(more / KILOBYTE)} KB beside them went up, headers and three breaks`,
    )
    expect(more).toBeLessThan(3 * 64 * KILOBYTE + 200 * KILOBYTE)
    await viewer.page.close()
    await app.stop()
  }, 400_000)
})

describe('words behind photos on slow 3G', () => {
  it('are on the viewer’s page long before the photos', async () => {
    const app = await startApp()
    const owner = await signIn(app.origin)
    const cast = await owner.startCast()
    const slow = await badNetwork(app.port, networkProfiles['slow 3G'])
    onTestFinished(() => slow.close())
    const phone = await newPhone()
    await takeSession(phone, owner, slow.origin)
    const { page } = phone
    await page.goto(`${slow.origin}/studio?cast=${cast.id}`)
    const { text, post } = studioOf(page)
    const viewer = await newPhone()
    await viewer.page.goto(`${app.origin}/c/${cast.slug}`)
    const folder = newFolder()
    const files = Array.from({ length: 5 }, (_, at) => join(folder, `${at}.jpg`))
    for (const [at, file] of files.entries())
      writeFileSync(file, await detailedPhoto({ width: 2400, height: 1800 }, at))
    await page.locator('input[type=file]').setInputFiles(files)
    await page.getByRole('heading', { name: 'New post, 5 photos' }).waitFor({ timeout: 60_000 })
    await text.fill('Five photos')
    await post.click()
    await viewer.page.getByText('Five photos').waitFor()
    await page
      .getByText(/^\d+ % of/)
      .first()
      .waitFor() // bytes are on their way
    await text.fill('And words')
    const began = performance.now()
    await post.click()
    await viewer.page.getByText('And words').waitFor()
    console.log(
      `words behind five photos are on the viewer’s page after ${Math.round(performance.now() - began)} ms on slow 3G`,
    )
    const { posts } = (await owner.get(`/api/casts/${cast.id}/posts`)).body
    const states = posts.flatMap(({ media = [] }: { media?: Photo[] }) => media.map(({ state }) => state))
    expect(states.filter((state: string) => state === 'waiting').length).toBeGreaterThan(2)
    for (const one of [phone, viewer]) await one.context.close()
    await app.stop()
  })
})

/** All ways in which a camera is held, one with the detail of real ones, and one of 48 megapixels, the others of 12. */
async function tenPhotos(): Promise<string[]> {
  const folder = newFolder()
  const paths: string[] = []
  const keep = (bytes: Buffer) => {
    const path = join(folder, `photo-${paths.length}.jpg`)
    writeFileSync(path, bytes)
    paths.push(path)
  }
  for (const orientation of ORIENTATIONS) keep(await quadrantsPhoto({ width: 4000, height: 3000, orientation }))
  keep(await detailedPhoto({ width: 4000, height: 3000 }))
  keep(await quadrantsPhoto({ width: 8000, height: 6000, orientation: 6 }))
  return paths
}

async function openAgain(phone: Awaited<ReturnType<typeof lastingPhone>>, address: string): Promise<Page> {
  const page = await phone.start()
  await page.goto(address)
  return page
}
