import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../../lib/cli/file-lock.mjs'

describe('the lock of installing and building', () => {
  let folder: string
  let lock: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'))
    lock = join(folder, 'a.lock')
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('lets one process in at a time', async () => {
    // Each adds one to a number in a way that loses what another adds meanwhile.
    const program = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { setImmediate as turn } from 'node:timers/promises'
      import { withLock } from './lib/cli/file-lock.mjs'
      const [lock, file] = process.argv.slice(1)
      for (let i = 0; i < 5; i += 1) await withLock(lock, async () => {
        const number = Number(readFileSync(file, 'utf8'))
        for (let j = 0; j < 50; j += 1) await turn()
        writeFileSync(file, String(number + 1))
      })`
    const file = join(folder, 'number')
    await writeFile(file, '0')
    const args = ['--input-type=module', '-e', program, lock, file]
    await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, args)))
    expect(await readFile(file, 'utf8')).toBe('20')
  })

  it('is let go when the work fails', async () => {
    await expect(withLock(lock, () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(await withLock(lock, async () => 'in')).toBe('in')
  })

  it('is taken from a process that died with it, and says that it waits', async () => {
    await writeFile(lock, 'nobody')
    let waits = 0
    expect(
      await withLock(
        lock,
        async () => 'in',
        () => (waits += 1),
      ),
    ).toBe('in')
    expect(waits).toBe(1)
  })
})
