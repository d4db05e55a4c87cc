import { copyFile, link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const DAY_MS = 24 * 60 * 60 * 1000
const KEEP_MS = 7 * DAY_MS
const STAMP = 'last-used'
const OWN = 'own-static.json'

/** Notes which static files a fresh build has made itself, before it takes over those of others; resolves with their paths. */
export async function noteOwnStatic(buildDir: string): Promise<string[]> {
  const own = await filesIn(join(buildDir, 'static'))
  await writeFile(join(buildDir, OWN), JSON.stringify(own))
  return own
}

/** Says that `buildDir` is being served: its static files stay for 7 days from the last such word. */
export async function stampUse(buildDir: string, now: Date): Promise<void> {
  const file = join(buildDir, STAMP)
  await writeFile(file, '')
  await utimes(file, now, now)
}

/**
 * Puts the static files of the builds of the last 7 days beside those of `current`, and removes what is older. Pages load parts of
 * themselves later and phones sleep through deploys; their names hold a hash of their content, so that builds do not collide.
 * The rest of a build, which is most of it, goes when nobody has served it for a day.
 */
export async function carryStatic(builds: string, current: string, now: Date): Promise<void> {
  const others = (await readdir(builds)).filter(name => name !== current && /^[0-9a-f]{16}$/.test(name))
  for (const name of others) {
    const build = join(builds, name)
    const idleMs = now.getTime() - (await lastUse(build))
    if (idleMs > KEEP_MS) await rm(build, { recursive: true, force: true })
    else await linkOwn(build, join(builds, current))
    if (idleMs > DAY_MS && idleMs <= KEEP_MS) await removeAllBut(build, ['static', OWN, STAMP])
  }
}

async function lastUse(build: string): Promise<number> {
  const stamped = await stat(join(build, STAMP)).catch(() => stat(build)) // built, and not yet served
  return stamped.mtimeMs
}

async function linkOwn(from: string, to: string): Promise<void> {
  const own: string[] = JSON.parse(await readFile(join(from, OWN), 'utf8'))
  for (const file of own) await linkOnce(join(from, 'static', file), join(to, 'static', file))
}

async function linkOnce(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  try {
    await link(source, target)
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return
    if (!hasCode(error, 'EPERM') && !hasCode(error, 'ENOTSUP')) throw error
    await copyFile(source, target) // a file system without links
  }
}

async function removeAllBut(folder: string, kept: string[]): Promise<void> {
  const names = (await readdir(folder)).filter(name => !kept.includes(name))
  await Promise.all(names.map(name => rm(join(folder, name), { recursive: true, force: true })))
}

/** Paths below `folder`. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
