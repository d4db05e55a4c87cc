import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import sharp from 'sharp'
import { thumbHashToAverageRGBA } from 'thumbhash'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openPhotosPage, type Picked, type Result, type WorkerFile } from '../support/photos-page.ts'
import {
  detailedPhoto,
  heicStart,
  ORIENTATIONS,
  QUADRANTS,
  quadrantsOf,
  quadrantsPhoto,
  type Rgb,
  videoStart,
} from '../support/test-photos.ts'

const twelve = await detailedPhoto({ width: 4_032, height: 3_024 })
const fortyEight = await detailedPhoto({ width: 8_064, height: 6_048 })

/** Where photos are prepared: in the worker, or in the page because the worker does not come. */
const WAYS: { where: string; workerFile: WorkerFile }[] = [
  { where: 'in the worker', workerFile: 'there' },
  { where: 'in the page', workerFile: 'missing' },
]

describe.each(WAYS)('a photo that is prepared $where', ({ workerFile }) => {
  it('is upright whichever way the camera was held, and says nothing of the camera and the place', async () => {
    const { prepare } = await openPhotosPage(workerFile)
    const photos = await Promise.all(
      ORIENTATIONS.map(orientation => quadrantsPhoto({ width: 3_024, height: 4_032, orientation })),
    )
    for (const photo of photos)
      expect((await sharp(photo).metadata()).exif?.toString('latin1')).toContain('Camera maker')
    const results = await prepare(photos.map(buffer => jpeg(buffer)))
    expect(results).toHaveLength(8)
    for (const [at, result] of results.entries()) {
      const { bytes, width, height, type } = preparedOf(result)
      const orientation = `orientation ${ORIENTATIONS[at]}`
      const found = await sharp(bytes).metadata()
      expect({ width, height, type }, orientation).toEqual({ width: 1_920, height: 2_560, type: 'image/webp' })
      expect(found, orientation).toMatchObject({ width, height, format: 'webp' })
      expect(bytes.includes('Camera maker'), orientation).toBe(false)
      expect([found.exif, found.xmp, found.iptc, found.orientation], orientation).toEqual(Array(4).fill(undefined))
      expectColours(await quadrantsOf(bytes), QUADRANTS, orientation)
    }
  })

  it('comes to about 400 KB at most, with the detail of 12 megapixels and of 48', async () => {
    const { prepare } = await openPhotosPage(workerFile)
    const photos = [twelve, fortyEight]
    for (const [at, result] of (await prepare(photos.map(buffer => jpeg(buffer)))).entries()) {
      const { bytes, width, height } = preparedOf(result)
      const kb = (length = 0) => Math.round(length / 1_000)
      console.log(`${kb(photos[at]?.length)} KB became ${kb(bytes.length)} KB, ${width}×${height}`)
      expect(bytes.length).toBeLessThanOrEqual(410_000)
      expect(bytes.length).toBeGreaterThan(100_000)
      expect(Math.max(width, height)).toBeGreaterThan(1_600)
    }
  })

  it('keeps its size where it is small, and stands on white where it is transparent', async () => {
    const { prepare } = await openPhotosPage(workerFile)
    const clear = { create: { width: 300, height: 200, channels: 4, background: '#f000' } } as const
    const [result] = await prepare([
      { name: 'logo.png', mimeType: 'image/png', buffer: await sharp(clear).png().toBuffer() },
    ])
    const { bytes, width, height } = preparedOf(result)
    expect({ width, height }).toEqual({ width: 300, height: 200 })
    expectColours(await quadrantsOf(bytes), Array<Rgb>(4).fill([255, 255, 255]), 'ground')
  })

  it('has a thumbhash of its colours', async () => {
    const { prepare } = await openPhotosPage(workerFile)
    const [result] = await prepare([jpeg(await quadrantsPhoto({ width: 4_032, height: 3_024, orientation: 6 }))])
    const { r, g, b, a } = thumbHashToAverageRGBA(Buffer.from(preparedOf(result).thumbhash, 'base64'))
    const average = ([0, 1, 2] as const).map(channel => QUADRANTS.reduce((sum, one) => sum + one[channel], 0) / 4)
    for (const [at, value] of [r, g, b].entries()) expect(Math.abs(value * 255 - (average[at] ?? 0))).toBeLessThan(16)
    expect(a).toBe(1)
  })

  it('is refused with the reason where it is none, or not to be read', async () => {
    const { prepare } = await openPhotosPage(workerFile)
    const photo = await detailedPhoto({ width: 1_600, height: 1_200 })
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    const huge = Buffer.from(await quadrantsPhoto({ width: 64, height: 48 }))
    const frame = huge.indexOf(Buffer.from('ffc0', 'hex'))
    huge.writeUInt16BE(12_240, frame + 5)
    huge.writeUInt16BE(16_320, frame + 7)
    const files = [
      { why: 'unreadable', file: jpeg(Buffer.alloc(0)) },
      { why: 'unreadable', file: jpeg(Buffer.from('Dear diary, this is no photo.')) },
      { why: 'unreadable', file: jpeg(photo.subarray(0, photo.length / 2)) },
      { why: 'unreadable', file: jpeg(photo.subarray(0, 200)) },
      { why: 'unreadable', file: { name: 'a.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing) } },
      { why: 'heic', file: { name: 'IMG_1.HEIC', mimeType: 'image/heic', buffer: heicStart() } },
      { why: 'video', file: { name: 'IMG_2.MOV', mimeType: 'video/quicktime', buffer: videoStart() } },
      { why: 'too_large', file: jpeg(huge) },
    ]
    const results = await prepare(files.map(({ file }) => file))
    expect(results.map(result => (result.kind === 'refused' ? result.why : 'prepared'))).toEqual(
      files.map(({ why }) => why),
    )
    const [result] = await prepare([jpeg(photo)])
    expect(preparedOf(result)).toMatchObject({ width: 1_600, height: 1_200 })
  })
})

describe('a page that prepares photos', () => {
  it('takes no more memory when there are ten of 48 megapixels than when there are two', {
    timeout: 180_000,
  }, async () => {
    const { page, prepare } = await openPhotosPage()
    const files = await filesOf(fortyEight, 10)
    const idle = await memoryOf(page)
    await prepare(files.slice(0, 2))
    const two = await memoryOf(page)
    const began = performance.now()
    const results = await prepare(files)
    const seconds = Math.round((performance.now() - began) / 100) / 10
    const ten = await memoryOf(page)
    console.log(`ten of 48 megapixels: ${seconds} s; MB: ${JSON.stringify({ idle, two, ten })}`)
    expect(results.map(preparedOf)).toHaveLength(10)
    expect(ten.peak).toBeLessThan(two.peak + 200)
  })

  it('stays free for typing meanwhile, and has a worker only as long as there are photos', async () => {
    const { page, prepare, workersStarted } = await openPhotosPage()
    const photos = await filesOf(fortyEight, 3)
    await page.evaluate(() => {
      window.longest = 0
      new PerformanceObserver(list => {
        for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration)
      }).observe({ type: 'longtask' })
    })
    await prepare(photos)
    expect(workersStarted()).toBe(1)
    await expect.poll(() => page.workers()).toEqual([])
    const longest = await page.evaluate(() => window.longest)
    console.log(`the page was busy for ${Math.round(longest)} ms at most (0: less than 50)`)
    expect(longest).toBeLessThan(200)
    await prepare(photos.slice(0, 1))
    expect(workersStarted()).toBe(2)
  })

  it('stops with a photo that is no longer wanted, and goes on with the next', async () => {
    const { page, pick, workersStarted } = await openPhotosPage()
    await pick(await filesOf(fortyEight, 3))
    const begun = page.waitForEvent('worker')
    const ends = page.evaluate(async () => {
      const stop = new AbortController()
      window.stop = () => stop.abort()
      const [first, second, third] = window.picked()
      const end = async (file: File | undefined, signal?: AbortSignal) => {
        if (file === undefined) return 'not picked'
        return window.preparer.prepare(file, signal).then(
          ({ kind }) => kind,
          error => error.name,
        )
      }
      return Promise.all([end(first, stop.signal), end(second, stop.signal), end(third)])
    })
    await begun
    await page.evaluate(() => window.stop())
    expect(await ends).toEqual(['AbortError', 'AbortError', 'prepared'])
    expect(workersStarted()).toBe(2)
  })

  it('makes JPEGs where the browser cannot encode WebP, as Safari cannot', async () => {
    const { page, prepare } = await openPhotosPage('missing')
    await page.evaluate(() => {
      const { toBlob } = HTMLCanvasElement.prototype
      HTMLCanvasElement.prototype.toBlob = function (callback, type, quality) {
        toBlob.call(this, callback, type === 'image/webp' ? 'image/png' : type, quality)
      }
    })
    const photos = [
      await detailedPhoto({ width: 4_032, height: 3_024 }),
      await quadrantsPhoto({ width: 900, height: 600 }),
    ]
    const [detailed, quadrants] = (await prepare(photos.map(buffer => jpeg(buffer)))).map(preparedOf)
    expect(detailed).toMatchObject({ type: 'image/jpeg' })
    expect(detailed?.bytes.length).toBeLessThanOrEqual(410_000)
    expect(await sharp(quadrants?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 900, height: 600 })
    expect(quadrants?.bytes.includes('Camera maker')).toBe(false)
  })

  it('prepares them itself when its worker does not come over a bad network', async () => {
    const { prepare } = await openPhotosPage('silent')
    const photo = jpeg(await quadrantsPhoto({ width: 4_032, height: 3_024, orientation: 8 }))
    for (const result of await prepare([photo, photo])) {
      expectColours(await quadrantsOf(preparedOf(result).bytes), QUADRANTS, 'the page’s own')
    }
  })
})

declare global {
  interface Window {
    /** Milliseconds. */
    longest: number
    stop(): void
  }
}

/** Paths of files with this content, removed with the test. */
async function filesOf(content: Buffer, count: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'photos-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const paths = Array.from({ length: count }, (_, at) => join(folder, `${at}.jpg`))
  await Promise.all(paths.map(path => writeFile(path, content)))
  return paths
}

/** What the processes that show pages have in memory, in MB, now and at their highest; zeros where the system does not tell. */
async function memoryOf(page: Page): Promise<{ now: number; peak: number }> {
  const session = await page.context().browser()?.newBrowserCDPSession()
  const found = await session?.send('SystemInfo.getProcessInfo')
  const ids = (found?.processInfo ?? []).filter(({ type }) => type === 'renderer').map(({ id }) => id)
  const texts = await Promise.all(ids.map(id => readFile(`/proc/${id}/status`, 'utf8').catch(() => '')))
  const sum = (name: string) =>
    Math.round(texts.reduce((kb, text) => kb + Number(RegExp(`${name}:\\s+(\\d+)`).exec(text)?.[1] ?? 0), 0) / 1_000)
  return { now: sum('VmRSS'), peak: sum('VmHWM') }
}

function jpeg(buffer: Buffer): Exclude<Picked, string> {
  return { name: 'photo.jpg', mimeType: 'image/jpeg', buffer }
}

function preparedOf(result: Result | undefined) {
  if (result?.kind !== 'prepared') throw new Error(`not prepared: ${result?.why}`)
  return result
}

/** Within what a lossy encoding changes. */
function expectColours(found: Rgb[], wanted: Rgb[], what: string): void {
  const distances = found.map((colour, at) =>
    Math.max(...colour.map((value, of) => Math.abs(value - (wanted[at]?.[of] ?? 0)))),
  )
  expect(Math.max(...distances), `${what}: ${JSON.stringify(found)}`).toBeLessThan(16)
}
