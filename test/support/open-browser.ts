import { type Browser, chromium } from 'playwright'
import { findChromium } from '../../lib/cli/test/find-chromium.ts'

/** A Chromium of its own, on this machine's. */
export async function openBrowser(): Promise<Browser> {
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ]
  return chromium.launch({
    executablePath: await findChromium(),
    args: process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet, // root has no sandbox
  })
}
