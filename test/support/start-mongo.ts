import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { withLock } from '../../lib/cli/file-lock.mjs'
import { isGoInstalled, runs } from '../../lib/cli/test/go.ts'
import { freePort } from './free-port.ts'

/** A server that speaks MongoDB's protocol. */
export interface Mongo {
  uri: string
  /** SIGKILL, SIGSTOP or SIGCONT. */
  signal(signal: NodeJS.Signals): void
  /** Starts it again on the same port and data, when it was killed. */
  restart(): Promise<void>
  /** Ends it and removes what it kept. */
  stop(): Promise<void>
}

/** Builds FerretDB, once a checkout, and starts it on a free port; undefined without Go. Throws when it cannot be built. */
export async function startMongo(): Promise<Mongo | undefined> {
  if (!(await isGoInstalled())) return undefined
  const program = await buildFerretDb()
  const folder = await mkdtemp(join(tmpdir(), 'ferretdb-'))
  const port = await freePort()
  let child = await launch(program, { port, folder })
  return {
    // It sorts by reading everything, and so takes seconds where MongoDB takes none, the more on a busy machine.
    uri: `mongodb://127.0.0.1:${port}/?directConnection=true&socketTimeoutMS=10000`,
    signal: signal => void child.kill(signal),
    async restart() {
      await ended(child)
      child = await launch(program, { port, folder })
    },
    async stop() {
      child.kill('SIGKILL') // what it keeps is thrown away
      await ended(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const SOURCE = 'test/support/ferretdb'
const CACHE = 'node_modules/.cache/ferretdb'

/** Go looks itself whether anything has changed. Two that build at a time would start what the other is still writing. */
async function buildFerretDb(): Promise<string> {
  const program = resolve(CACHE, 'ferretdb')
  await mkdir(CACHE, { recursive: true })
  const build = () =>
    runs('go', ['build', '-o', program, '.'], { cwd: SOURCE, stdio: ['ignore', 'inherit', 'inherit'] })
  const slow = setTimeout(
    () => console.log('Building FerretDB for the MongoDB tests, once; a minute or two …'),
    SLOW_MS,
  )
  const isBuilt = await withLock(`${CACHE}.lock`, build, () => console.log('Another process builds FerretDB …'))
  clearTimeout(slow)
  if (isBuilt) return program
  throw new Error('FerretDB could not be built. Set MONGODB_URI to a MongoDB server that the tests may use instead.')
}

const SLOW_MS = 5_000

async function launch(program: string, { port, folder }: { port: number; folder: string }): Promise<ChildProcess> {
  // It lives as long as its standard input: also when this process is killed.
  const child = spawn(program, [`127.0.0.1:${port}`, folder], {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, DO_NOT_TRACK: '1' },
  })
  const until = performance.now() + LISTENING_MS
  while (!(await isOpen(port))) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Error('FerretDB was built, but does not listen.')
    await new Promise(done => setTimeout(done, 50))
  }
  return child
}

const LISTENING_MS = 30_000

function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  return new Promise(done => {
    socket.once('error', () => done(false))
    socket.once('connect', () => {
      socket.destroy()
      done(true)
    })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise(done => child.once('close', done))
}
