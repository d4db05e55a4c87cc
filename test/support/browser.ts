import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'
import { afterAll, afterEach, expect, onTestFinished } from 'vitest'
import { openBrowser } from './open-browser.ts'

/** A browser of its own: own cookies, own storage, a phone's screen. */
export interface Phone {
  context: BrowserContext
  page: Page
  /** Says that the page will complain with this, in the rest of the test: an error that it throws or prints. */
  expectComplaint(pattern: RegExp): void
}

/** The size of the screens: a phone in portrait. */
export const SCREEN = { width: 390, height: 844 }

let running: Promise<Browser> | undefined
const complaints: string[] = []

/** A phone for one test, closed with it. Anything that its pages throw or print as an error, and that is not expected, fails the test. */
export async function newPhone(options: BrowserContextOptions = {}): Promise<Phone> {
  running ??= openBrowser()
  const browser = await running
  const context = await browser.newContext({
    viewport: SCREEN,
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
    ...options,
  })
  const expected: RegExp[] = []
  const complain = (text: string) => {
    if (!expected.some(pattern => pattern.test(text))) complaints.push(text)
  }
  context.on('weberror', error => complain(String(error.error())))
  context.on('console', message => {
    if (message.type() === 'error') complain(`${message.text()} (${message.location().url})`)
  })
  onTestFinished(() => context.close())
  return { context, page: await context.newPage(), expectComplaint: pattern => void expected.push(pattern) }
}

afterEach(() => {
  expect(complaints.splice(0), 'what the pages complained about').toEqual([])
})

afterAll(async () => {
  await (await running)?.close()
  running = undefined
})
