import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { withLock } from '../file-lock.mjs'
import { Problem } from '../problem.ts'
import { buildWorker } from './build-worker.ts'
import { carryStatic, noteOwnStatic, stampUse } from './carry-static.ts'
import { scriptHashes } from './script-hashes.ts'
import { sourceHash } from './source-hash.ts'

export const BUILDS = '.next/builds'

/**
 * The folder, relative to `root`, of a whole production build of the sources as they are now, making it if there is none. A build is
 * made in a folder of its own and gets its name, the hash of its sources, when it is complete: half a build is never served.
 */
export async function buildApp(root: string): Promise<string> {
  const builds = join(root, BUILDS)
  const name = await withLock(
    `${builds}.lock`,
    async () => {
      const built = await currentBuild(root, builds)
      await stampUse(join(builds, built), new Date())
      await carryStatic(builds, built, new Date())
      return built
    },
    () => console.log('Another process is building; waiting for it …'),
  )
  return `${BUILDS}/${name}`
}

async function currentBuild(root: string, builds: string): Promise<string> {
  const name = await sourceHash(root)
  if (existsSync(join(builds, name, 'BUILD_ID'))) return name
  await rm(join(builds, name), { recursive: true, force: true }) // only its static files were left
  await buildNew(root, join(builds, 'new'), name)
  if ((await sourceHash(root)) === name) return keep(builds, name)
  console.log('The sources changed during the build; the next start builds again.')
  return keep(builds, randomBytes(8).toString('hex'))
}

async function keep(builds: string, name: string): Promise<string> {
  await rename(join(builds, 'new'), join(builds, name))
  return name
}

async function buildNew(root: string, folder: string, name: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const began = performance.now()
  console.log('Building the app, as the sources are new or have changed …')
  const progress = setInterval(() => console.log(`  still building, ${seconds(began)} s …`), 10_000)
  try {
    await nextBuild(root, name)
  } finally {
    clearInterval(progress)
  }
  await writeFile(join(folder, 'script-hashes.json'), JSON.stringify(await scriptHashes(folder), null, 2))
  await buildWorker(root, folder, await noteOwnStatic(folder))
  await rm(join(folder, 'cache'), { recursive: true, force: true })
  console.log(`Built in ${seconds(began)} s.`)
}

/** Its output is shown only when it fails. */
function nextBuild(root: string, name: string): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      PUSHERCAST_BUILD_DIR: `${BUILDS}/new`,
      PUSHERCAST_BUILD_ID: name,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: Buffer[] = []
  child.stdout.on('data', chunk => output.push(chunk))
  child.stderr.on('data', chunk => output.push(chunk))
  const stop = () => child.kill()
  process.once('exit', stop)
  return new Promise<void>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) return resolve()
      reject(
        new Problem(`${Buffer.concat(output).toString().trim()}\n\nThe build failed; see above. Nothing was started.`),
      )
    })
  }).finally(() => process.off('exit', stop))
}

function seconds(began: number): number {
  return Math.round((performance.now() - began) / 1000)
}
