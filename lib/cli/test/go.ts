import { type SpawnOptions, spawn } from 'node:child_process'

/** Whether Go can be run here: the MongoDB tests build their server with it. */
export function isGoInstalled(): Promise<boolean> {
  return runs('go', ['version'], { stdio: 'ignore' })
}

/** True when it ends with 0. */
export function runs(command: string, args: string[], options: SpawnOptions): Promise<boolean> {
  const child = spawn(command, args, options)
  return new Promise(done => {
    child.once('error', () => done(false))
    child.once('close', code => done(code === 0))
  })
}
