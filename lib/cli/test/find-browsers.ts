import { join } from 'node:path'
import { Problem } from '../problem.ts'
import { aptInstall, mayAptInstall } from './apt-install.ts'
import { firstThatRuns, onPath, runs } from './programs.ts'
import { runTool } from './run-tool.ts'

/**
 * `CHROMIUM_PATH` is a Chromium that runs on this machine, installed if there is none; `CHROMIUM_SHELL_PATH` is one without windows, of the same source,
 * which starts and opens pages in half of the time, or the same where there is none. One that a person has named does both. Throws `Problem` with the
 * command to type.
 */
export async function findBrowsers(): Promise<{ CHROMIUM_PATH: string; CHROMIUM_SHELL_PATH: string }> {
  const isNamed = process.env.CHROMIUM_PATH !== undefined
  const chromium = await findChromium()
  const shell = isNamed ? undefined : await firstThatRuns(onPath([SHELL]))
  return { CHROMIUM_PATH: chromium, CHROMIUM_SHELL_PATH: shell ?? chromium }
}

const SHELL = 'chromium-headless-shell'

async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await runs(given)) return given
    throw new Problem(`CHROMIUM_PATH is "${given}", but that cannot be run.`)
  }
  const found = (await firstThatRuns(await knownPlaces())) ?? (await installChromium())
  if (found) return found
  throw new Problem(
    'The browser tests need a Chromium, and none could be installed. Type: npx playwright install --with-deps chromium',
  )
}

async function knownPlaces(): Promise<string[]> {
  const named = onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'])
  const elsewhere = [
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
  ]
  return [...named, ...elsewhere, await playwrightPlace()]
}

async function playwrightPlace(): Promise<string> {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

async function installChromium(): Promise<string | undefined> {
  console.log('No Chromium found; installing one for the browser tests …')
  await runTool('playwright', ['install', 'chromium'])
  const downloaded = await firstThatRuns([await playwrightPlace()])
  if (downloaded || !mayAptInstall()) return downloaded
  await aptInstall('chromium')
  await aptInstall(SHELL) // by itself, as not every system has it
  return firstThatRuns(await knownPlaces())
}
