import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { launchCli, newFolder } from '../support/cli.ts'
import { restoreBackup } from '../support/restore-backup.ts'
import { newClient, newPublish, signIn } from '../support/sign-in.ts'
import { type App, startApp } from '../support/start-app.ts'

describe('beside a running server', () => {
  let app: App
  beforeAll(async () => {
    app = await startApp()
    return () => app.stop()
  })
  const command = async (args: string[], env: Record<string, string> = {}) => {
    const cli = launchCli(args, { DATA_DIR: app.dataDir, ...env })
    return { code: await cli.ended, output: cli.output() }
  }

  it('npm run backup writes a copy with everything in it, while others post', async () => {
    const owner = await signIn(app.origin)
    const cast = await owner.startCast()
    await owner.publish(cast.id, 'Before')
    const file = join(newFolder(), 'copy.db')
    const [{ code, output }] = await Promise.all([
      command(['backup', file]),
      ...Array.from({ length: 20 }, () => owner.sendOps(cast.id, [newPublish('Meanwhile')])),
    ])
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining(file) })
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')

    const restored = newFolder()
    await restoreBackup(file, restored)
    const copy = await startApp({ dataDir: restored })
    const { posts } = (await newClient(copy.origin).get(`/api/casts/${cast.slug}/posts`)).body
    await copy.stop()
    expect(posts.at(-1)).toMatchObject({ text: 'Before' })
  })

  it('npm run backup overwrites nothing, leaves nothing half done and says why', async () => {
    const folder = newFolder()
    const file = join(folder, 'copy.db')
    writeFileSync(file, 'mine')
    expect(await command(['backup', file])).toMatchObject({
      code: 1,
      output: expect.stringContaining('is there already'),
    })
    expect(statSync(file).size).toBe(4)
    for (const [args, reason] of [
      [[], 'Say which file'],
      [[join(folder, 'no', 'copy.db')], 'There is no folder'],
      [['/proc/copy.db'], 'could not be written'],
    ] as const) {
      const { code, output } = await command(['backup', ...args])
      expect({ code, lines: output.trim().split('\n').length }).toEqual({ code: 1, lines: 1 })
      expect(output).toContain(reason)
    }
    writeFileSync(join(folder, 'other.db.part'), 'mine too')
    expect((await command(['backup', join(folder, 'other.db')])).code).toBe(0)
    expect(readFileSync(join(folder, 'other.db.part'), 'utf8')).toBe('mine too')
    expect(readdirSync(folder)).toEqual(['copy.db', 'other.db', 'other.db.part'])
  })

  it('npm run passphrase sets a new one, prints it once and ends every session', async () => {
    const owner = await signIn(app.origin)
    const { code, output } = await command(['passphrase'])
    expect(code).toBe(0)
    const passphrase = /^Your new passphrase: (\S+)\n/.exec(output)?.[1] ?? ''
    expect((await owner.get('/api/me')).body.me).toBeNull()
    expect((await owner.sendOps('x', [])).status).toBe(401)
    await expect(signIn(app.origin)).rejects.toThrow('401')
    expect((await newClient(app.origin).callback('passphrase', { passphrase, name: 'Tomek' })).status).toBe(200)
    expect((await command(['passphrase'], { OWNER_PASSPHRASE: 'as it was before' })).output).toContain(
      'OWNER_PASSPHRASE is set',
    )
  })
})

describe('without anything to work on', () => {
  it.each(['passphrase', 'backup', 'export'])(
    'npm run %s says that nothing was started yet, and makes nothing',
    async name => {
      const folder = newFolder()
      mkdirSync(join(folder, 'empty'))
      for (const data of ['empty', 'none']) {
        const cli = launchCli([name, join(folder, 'x')], { DATA_DIR: join(folder, data) })
        expect(await cli.ended).toBe(1)
        expect(cli.output()).toMatch(/^There is nothing in .+ yet\. Start PusherCast once with npm start, .*\n$/)
      }
      expect(readdirSync(folder, { recursive: true })).toEqual(['empty'])
    },
  )
})
