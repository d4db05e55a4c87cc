import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { mongoEnv } from './mongo-database.ts'
import { until } from './until.ts'

export interface Cli {
  child: ChildProcess
  /** Both streams. */
  output(): string
  /** Waits until it has printed that, and throws when it ends before. */
  says(text: string): Promise<void>
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

/** One of the project's commands in a process of its own, with nothing in its environment but `env`; killed when the test ends. `checkout`: where it is. */
export function launchCli(
  args: string[],
  env: Record<string, string>,
  nodeOptions: string[] = [],
  checkout = '.',
): Cli {
  const { PATH = '', HOME = '', PUSHERCAST_BUILD_DIR = '' } = process.env
  const child = spawn(process.execPath, [...nodeOptions, join(checkout, 'lib/cli/run.mjs'), ...args], {
    env: { PATH, HOME, PUSHERCAST_BUILD_DIR, NODE_ENV: 'production', ...mongoEnv(env.DATA_DIR ?? ''), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => chunks.push(String(chunk)))
  const output = () => chunks.join('')
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  const says = (text: string) =>
    until(
      () => {
        if (output().includes(text)) return true
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${output()}`)
        return false
      },
      () => `"${text}" in:\n${output()}`,
      60_000,
    )
  return { child, output, says, ended }
}

/** A folder of this test's own. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
