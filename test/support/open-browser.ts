import { type Browser, chromium } from 'playwright'
import { findBrowsers } from '../../lib/cli/test/find-browsers.ts'

/** A Chromium of its own, on this machine's: one without windows where there is one. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_SHELL_PATH ?? (await findBrowsers()).CHROMIUM_SHELL_PATH
  return chromium.launch({ executablePath, args: BROWSER_FLAGS })
}

/** Without what a browser does besides showing pages. */
export const BROWSER_FLAGS = [
  '--disable-quic',
  '--ignore-certificate-errors', // the proxy of a test signs its own; a service worker asks for more than a page
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // root has no sandbox
]
