import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launchCli, newFolder } from '../support/cli.ts'
import { freePort } from '../support/free-port.ts'

async function takenPort(): Promise<number> {
  const server: Server = createServer().listen(0)
  onTestFinished(() => void server.close())
  return portOf(server)
}

async function portOf(server: Server): Promise<number> {
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** A preload that takes the port between a start's look whether it is free and its own listening. */
function takeAfterTrial(port: number): string {
  return `import { createServer, Server } from 'node:net'
    const { close } = Server.prototype
    Server.prototype.close = function (done) {
      if (this.address()?.port !== ${port}) return close.call(this, done)
      Server.prototype.close = close
      return close.call(this, () => createServer().listen(${port}, done))
    }`
}

/** Waits for a start that must fail. */
async function failedStart(
  env: Record<string, string>,
): Promise<{ code: number | null; output: string; dataDir: string }> {
  const dataDir = join(newFolder(), 'data')
  const cli = launchCli(['start'], { PORT: '0', DATA_DIR: dataDir, ...env })
  return { code: await cli.ended, output: cli.output(), dataDir }
}

describe('a start that cannot be', () => {
  it('says that the port is taken, and how to choose another', async () => {
    const port = await takenPort()
    const { code, output } = await failedStart({ PORT: String(port) })
    expect({ code, output }).toEqual({
      code: 1,
      output: `Port ${port} is taken by another program. Stop it, or choose another: PORT=${port + 1} npm start\n`,
    })
  })

  it('says which folder cannot be written', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), '')
    const places = [join(folder, 'file'), join(folder, 'file', 'data'), '/proc/pushercast']
    if (process.getuid?.() !== 0) {
      mkdirSync(join(folder, 'closed'))
      chmodSync(join(folder, 'closed'), 0o500)
      places.push(join(folder, 'closed'), join(folder, 'closed', 'data'))
    }
    for (const place of places) {
      const { code, output } = await failedStart({ DATA_DIR: place })
      expect(code).toBe(1)
      expect(output).toMatch(
        /^The data folder \S+ cannot be written \(E\w+\)\. Give this user the right to, or set DATA_DIR to another folder\.\n$/,
      )
      expect(output).toContain(place)
    }
  })

  it('names each wrong setting and what it should be, before it makes anything', async () => {
    const { code, output, dataDir } = await failedStart({ PORT: 'web', TRUST_PROXY: 'yes', LOG_LEVEL: 'info' })
    expect(code).toBe(1)
    expect(output).toBe(
      'PORT is "web", but should be a port number from 0 (any free one) to 65535.\n' +
        'TRUST_PROXY is "yes", but should be the number of proxies in front, from 0 to 10.\n',
    )
    expect(existsSync(dataDir)).toBe(false)
  })

  it.each([
    ['a certificate without its key', { TLS_CERT: 'test/support/localhost-cert.pem' }, /^TLS_KEY is missing\./],
    [
      'a certificate that is not there',
      { TLS_CERT: 'no.pem', TLS_KEY: 'no.pem' },
      /^TLS_CERT is ".*no\.pem", but .* \(ENOENT\)/,
    ],
    [
      'a key that is none',
      { TLS_CERT: 'test/support/localhost-cert.pem', TLS_KEY: 'package.json' },
      /^TLS_KEY is ".*package\.json", but/,
    ],
    ['an address of another machine', { HOST: '203.0.113.9' }, /^HOST is "203\.0\.113\.9", but/],
  ])('says in one line what is wrong with %s', async (_what, env, line) => {
    const { code, output } = await failedStart(env)
    expect(code).toBe(1)
    expect(output).toMatch(line)
    expect(output.trim().split('\n')).toHaveLength(1)
  })

  it('says that its secrets are damaged, and leaves them', async () => {
    const dataDir = newFolder()
    writeFileSync(join(dataDir, 'secrets.json'), '{"auth":')
    const { code, output } = await failedStart({ DATA_DIR: dataDir })
    expect(code).toBe(1)
    expect(output).toMatch(/^\S+secrets\.json is damaged\. .*\n$/)
    expect(readdirSync(dataDir)).toEqual(['secrets.json'])
  })

  it('says that its database is none, and leaves it', async () => {
    const dataDir = newFolder()
    writeFileSync(join(dataDir, 'pushercast.db'), 'no database')
    const { code, output } = await failedStart({ DATA_DIR: dataDir, MONGODB_URI: '' })
    expect(code).toBe(1)
    expect(output).toMatch(/^\S+pushercast\.db cannot be opened as a database \(.*\)\. .*\n$/)
    expect(readFileSync(join(dataDir, 'pushercast.db'), 'utf8')).toBe('no database')
  })

  it('makes no owner whose passphrase nobody would see', async () => {
    const port = await freePort()
    const env = { PORT: String(port), DATA_DIR: newFolder() }
    const late = launchCli(['start'], env, [
      '--import',
      `data:text/javascript,${encodeURIComponent(takeAfterTrial(port))}`,
    ])
    expect(await late.ended).toBe(1)
    expect(late.output()).toContain(`Port ${port} is taken by another program.`)
    expect(late.output()).not.toContain('passphrase')
    const next = launchCli(['start'], env)
    await next.says('Your passphrase')
  })

  it('says that Node is too old, before anything of the packages is loaded', async () => {
    const pretend = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } })"
    const cli = launchCli(['start'], {}, ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`])
    expect(await cli.ended).toBe(1)
    expect(cli.output()).toBe('Node 20.19 or newer is needed, this is v20.18.3. Get it from https://nodejs.org.\n')
  })

  it('is not the fault of a folder whose name has a space', async () => {
    const folder = join(newFolder(), 'my casts')
    mkdirSync(folder)
    for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(folder, file))
    cpSync('lib', join(folder, 'lib'), { recursive: true })
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    const cli = launchCli(['passphrase'], { DATA_DIR: join(folder, 'data') }, [], folder)
    expect(await cli.ended).toBe(1)
    expect(cli.output()).toContain('There is nothing in')
  })

  it('names the commands that there are', async () => {
    const cli = launchCli(['strat'], {})
    expect(await cli.ended).toBe(1)
    expect(cli.output()).toMatch(/^There is no command "strat"\. There are: start, dev, /)
  })
})
