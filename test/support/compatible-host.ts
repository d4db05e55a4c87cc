import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './free-port.ts'

const APP = { id: '4711', key: 'key-of-another-host', secret: 'secret-of-another-host' }

/** A Pusher-compatible host elsewhere: a process, a port and credentials that are not the app's. */
export async function startCompatibleHost() {
  const port = await freePort()
  let child = await launch(port)
  return {
    env: {
      PUSHER_APP_ID: APP.id,
      PUSHER_KEY: APP.key,
      PUSHER_SECRET: APP.secret,
      PUSHER_HOST: 'localhost',
      PUSHER_PORT: String(port),
      PUSHER_SCHEME: 'http',
    },
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    async restart() {
      child = await launch(port)
    },
  }
}

async function launch(port: number): Promise<ChildProcess> {
  const script = ['--import', 'tsx', 'test/support/channels-process.ts', String(port), APP.id, APP.key, APP.secret]
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}
