import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecrets } from '../../../lib/server/secrets.ts'

describe('the secrets', () => {
  let parent: string
  let dataDir: string
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'secrets-'))
    dataDir = join(parent, 'data')
  })
  afterEach(() => rm(parent, { recursive: true }))
  const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

  it('are made once, for their owner alone', async () => {
    const made = readSecrets(dataDir)
    expect(Buffer.from(made.auth, 'base64url')).toHaveLength(32)
    expect(readSecrets(dataDir)).toEqual(made)
    expect(await modeOf(dataDir)).toBe('700')
    expect(await modeOf(join(dataDir, 'secrets.json'))).toBe('600')
    expect(await readdir(dataDir)).toEqual(['secrets.json'])
  })

  it('are not made over damaged ones', async () => {
    readSecrets(dataDir)
    const file = join(dataDir, 'secrets.json')
    for (const damage of ['', '{', '{"auth":"short"}']) {
      await writeFile(file, damage)
      expect(() => readSecrets(dataDir)).toThrow(/secrets\.json is damaged/)
    }
  })

  it('are the same for processes that start together', async () => {
    // Each process waits for one moment, so that they meet at the first call.
    const program = `
      import { readSecrets } from './lib/server/secrets.ts'
      while (Date.now() < Number(process.argv[2])) {}
      console.log(JSON.stringify(readSecrets(process.argv[1])))`
    const moment = String(Date.now() + 3_000)
    const runs = Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program, dataDir, moment]),
    )
    const secrets = (await Promise.all(runs)).map(({ stdout }) => stdout)
    expect(new Set(secrets)).toEqual(new Set([`${JSON.stringify(readSecrets(dataDir))}\n`]))
    expect(await readdir(dataDir)).toEqual(['secrets.json'])
  })
})
