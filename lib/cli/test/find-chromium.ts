import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../problem.ts'
import { runTool } from './run-tool.ts'

/** A Chromium that runs on this machine, installed if there is none. Throws `Problem` with the command to type. */
export async function findChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH
  if (given) {
    if (await runs(given)) return given
    throw new Problem(`CHROMIUM_PATH is "${given}", but that cannot be run.`)
  }
  const found = (await firstThatRuns(knownPlaces())) ?? (await installChromium())
  if (found) return found
  throw new Problem(
    'The browser tests need a Chromium, and none could be installed. Type: npx playwright install --with-deps chromium',
  )
}

async function knownPlaces(): Promise<string[]> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap(folder => names.map(name => join(folder, name)))
  const elsewhere = [
    '/snap/bin/chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
  ]
  return [...onPath, ...elsewhere, await playwrightPlace()]
}

async function playwrightPlace(): Promise<string> {
  const { chromium } = await import('playwright')
  return chromium.executablePath()
}

async function installChromium(): Promise<string | undefined> {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  console.log('No Chromium found; installing one for the browser tests …')
  await runTool('playwright', ['install', 'chromium'])
  const downloaded = await firstThatRuns([await playwrightPlace()])
  if (downloaded || !mayInstall) return downloaded
  await show('apt-get', ['update', '-q'])
  await show('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'])
  return firstThatRuns(await knownPlaces())
}

async function firstThatRuns(places: string[] | Promise<string[]>): Promise<string | undefined> {
  for (const place of await places) if (existsSync(place) && (await runs(place))) return place
  return undefined
}

/** A file may be there without the libraries that it needs, or be a stub that only says where to get it. */
async function runs(file: string): Promise<boolean> {
  const version = promisify(execFile)(file, ['--version'], { timeout: 20_000 })
  return version.then(
    ({ stdout }) => /\d+\.\d+/.test(stdout),
    () => false,
  )
}

/** What comes of it is seen by looking for the browser again. */
function show(command: string, args: string[]): Promise<void> {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
}
