import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const BEAT_MS = 1_000
const DEAD_MS = 5_000
const LOOK_MS = 200

/**
 * Runs `work` while no other process on this machine runs under the same lock file. The holder touches the file every second; a file
 * that nobody has touched for 5 seconds of the waiter's own watching belongs to a dead process. (A process id would not do: after a
 * restart of a container everything is number 1 again.)
 *
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @param {() => void} [onWait] called once when somebody else holds the lock
 * @returns {Promise<T>}
 */
export async function withLock(file, work, onWait) {
  await mkdir(dirname(file), { recursive: true })
  const owner = randomUUID()
  await takeLock(file, owner, onWait)
  const beat = setInterval(() => {
    const now = new Date()
    utimes(file, now, now).catch(() => clearInterval(beat)) // taken away: nothing to keep alive any more
  }, BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    if ((await ownerOf(file)) === owner) await rm(file, { force: true })
  }
}

async function takeLock(file, owner, onWait) {
  let seen = { stamp: '', at: 0 }
  while (!(await putIfAbsent(file, owner))) {
    if (onWait) onWait()
    onWait = undefined
    const stamp = await stampOf(file)
    const now = performance.now()
    if (stamp !== seen.stamp) seen = { stamp, at: now }
    else if (stamp !== '' && now - seen.at > DEAD_MS) await removeDead(file, stamp)
    await delay(LOOK_MS)
  }
}

/** A link is made in whole or not at all, so that nobody reads a lock without its owner. */
async function putIfAbsent(file, owner) {
  const own = `${file}.${owner}`
  await writeFile(own, owner)
  try {
    await link(own, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    await rm(own, { force: true })
  }
}

/** Two waiters may give up on the same holder: who took away more than it saw puts it back. */
async function removeDead(file, stamp) {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  if ((await stampOf(aside)) !== stamp) await link(aside, file).catch(() => undefined) // a third one was faster: its lock stands
  await rm(aside, { force: true })
}

async function stampOf(file) {
  try {
    const [owner, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)])
    return `${owner} ${mtimeMs}`
  } catch (error) {
    if (error.code === 'ENOENT') return ''
    throw error
  }
}

async function ownerOf(file) {
  return (await stampOf(file)).split(' ')[0]
}
