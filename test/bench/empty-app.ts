import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { freePort } from '../support/free-port.ts'
import { until } from '../support/until.ts'

const FOLDER = 'test/bench/empty-app'
const NEXT = createRequire(import.meta.url).resolve('next/dist/bin/next')

/** A Next app with nothing in it, built and served like ours: what a page and a request cost at least. */
export async function startEmptyApp(): Promise<{ origin: string; stop(): Promise<void> }> {
  const [code] = await once(next(['build']), 'exit')
  if (code !== 0) throw new Error(`the empty app was not built: ${code}`)
  const port = await freePort()
  const child = next(['start', '-p', String(port)])
  const origin = `http://localhost:${port}`
  await until(
    () =>
      fetch(origin).then(
        answer => answer.ok,
        () => false,
      ),
    () => 'the empty app',
    60_000,
  )
  return {
    origin,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

function next(args: string[]) {
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    NEXT_TELEMETRY_DISABLED: '1',
    PUSHERCAST_BUILD_DIR: '',
  }
  return spawn(process.execPath, [NEXT, ...args], { cwd: FOLDER, env, stdio: ['ignore', 'ignore', 'inherit'] })
}
