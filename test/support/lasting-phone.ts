import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { SCREEN } from './browser.ts'
import { BROWSER_FLAGS } from './open-browser.ts'
import { until } from './until.ts'

/** A phone whose browser has its profile on the disk, and can be ended as a system ends an app. */
export interface LastingPhone {
  /** Starts the browser with what is in the profile. */
  start(): Promise<Page>
  /** SIGKILL to all of its processes. */
  kill(): Promise<void>
  /** Ends it in good order, with everything written. */
  close(): Promise<void>
}

export async function lastingPhone(): Promise<LastingPhone> {
  const profile = await mkdtemp(join(tmpdir(), 'phone-'))
  let child: ChildProcess | null = null
  let browser: Browser | null = null

  async function start(): Promise<Page> {
    const started = spawn(
      process.env.CHROMIUM_PATH ?? '',
      [
        ...BROWSER_FLAGS,
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${profile}`,
        `--window-size=${SCREEN.width},${SCREEN.height}`,
        'about:blank',
      ],
      { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    child = started
    let output = ''
    started.stderr.on('data', chunk => {
      output += String(chunk)
    })
    await until(
      () => /DevTools listening on (\S+)/.test(output),
      () => `the browser: ${output}`,
      20_000,
    )
    browser = await chromium.connectOverCDP(/DevTools listening on (\S+)/.exec(output)?.[1] ?? '')
    const [context] = browser.contexts()
    const page = context?.pages()[0] ?? (await context?.newPage())
    if (!page) throw new Error('a browser has a page')
    await page.setViewportSize(SCREEN)
    return page
  }

  async function ended(stop: () => unknown): Promise<void> {
    const gone = child
    if (gone === null || gone.exitCode !== null || gone.signalCode !== null) return
    await stop()
    await until(
      () => gone.exitCode !== null || gone.signalCode !== null,
      () => 'the browser to end',
      10_000,
    )
    await browser?.close().catch(() => undefined) // it is gone already
    child = null
  }

  /** Unlike a signal it lets Chromium write its cookies and the rest of what it keeps in memory for half a minute. */
  async function closeInOrder(): Promise<void> {
    const session = await browser?.newBrowserCDPSession()
    await session?.send('Browser.close')
  }

  const kill = () => ended(() => process.kill(-(child?.pid ?? 0), 'SIGKILL'))
  onTestFinished(async () => {
    await kill()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  })
  return {
    start,
    kill,
    close: () => ended(closeInOrder),
  }
}
