import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { mongoEnv } from './mongo-database.ts'
import { PASSPHRASE } from './sign-in.ts'
import { until } from './until.ts'

export interface App {
  origin: string
  port: number
  dataDir: string
  pid(): number
  hasEnded(): boolean
  /** What it printed, both streams. */
  output(): string
  /** SIGTERM; throws unless it ends by itself with 0. Removes the data folder if it made it. */
  stop(): Promise<void>
  /** Ends it as a power cut does, or stops and goes on (SIGSTOP, SIGCONT). */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Stops it in good order, as a deploy does, and starts it again like `restart`. */
  replace(env?: Record<string, string>): Promise<void>
  /** Starts it again on the same port and data, with what `env` changes for this time. */
  restart(env?: Record<string, string>): Promise<void>
}

/** The real app in a process of its own, on a free port, with the production build. Ready when `/api/health` answers. */
export async function startApp({
  dataDir,
  env = {},
  port,
}: {
  dataDir?: string
  env?: Record<string, string>
  port?: number
} = {}): Promise<App> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'app-')))
  const usedPort = port ?? (await freePort())
  const scheme = env.TLS_CERT ? 'https' : 'http'
  const origin = `${scheme}://localhost:${usedPort}`
  const own = { PORT: String(usedPort), DATA_DIR: folder, OWNER_PASSPHRASE: PASSPHRASE, LOG_LEVEL: 'warn' }
  const settings = { ...own, ...mongoEnv(folder), ...env }
  let running = await launch(settings, origin)
  return {
    origin,
    port: usedPort,
    dataDir: folder,
    pid: () => running.child.pid ?? 0,
    hasEnded: () => running.child.exitCode !== null || running.child.signalCode !== null,
    output: () => running.output(),
    async stop() {
      await end(running, 'SIGTERM')
      if (running.child.exitCode !== 0)
        throw new Error(`The app ended with ${running.child.exitCode}:\n${running.output()}`)
      if (dataDir === undefined) await rm(folder, { recursive: true })
    },
    async kill(signal) {
      if (signal === 'SIGKILL') await end(running, signal)
      else running.child.kill(signal)
    },
    async replace(changed = {}) {
      await end(running, 'SIGTERM')
      running = await launch({ ...settings, ...changed }, origin)
    },
    async restart(changed = {}) {
      await end(running, 'SIGKILL')
      running = await launch({ ...settings, ...changed }, origin)
    },
  }
}

const READY_MS = 120_000 // may hold a build
const END_MS = 15_000

interface Running {
  child: ChildProcess
  output: () => string
}

async function launch(settings: Record<string, string>, origin: string): Promise<Running> {
  const child = spawn(process.execPath, ['lib/cli/run.mjs', 'start'], {
    env: { ...process.env, NODE_OPTIONS: '', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => chunks.push(String(chunk)))
  const running = { child, output: () => chunks.join('') }
  await until(
    () => answers(running, origin),
    () => `the app to answer:\n${running.output()}`,
    READY_MS,
  )
  return running
}

async function answers({ child, output }: Running, origin: string): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`The app ended with ${child.exitCode}:\n${output()}`)
  try {
    return (await fetch(`${origin}/api/health`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false // not listening yet
  }
}

async function end({ child, output }: Running, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(END_MS) })
  child.kill(signal)
  await ended.catch(() => {
    child.kill('SIGKILL')
    throw new Error(`The app did not end within ${END_MS} ms:\n${output()}`)
  })
}
