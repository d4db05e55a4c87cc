import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Runs the command that an installed package brings, with its output shown; true when it ends with 0. */
export async function runTool(pkg: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const child = spawn(process.execPath, [await scriptOf(pkg), ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  const stop = () => child.kill()
  process.once('exit', stop)
  const code = await new Promise(resolve => child.once('close', resolve))
  process.off('exit', stop)
  return code === 0
}

async function scriptOf(pkg: string): Promise<string> {
  const folder = join('node_modules', pkg)
  const { bin } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const scripts: string[] = typeof bin === 'string' ? [bin] : Object.values(bin)
  return join(folder, scripts[0] ?? '')
}
