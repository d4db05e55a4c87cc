import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Whether Debian's packages can be installed without asking anybody: as root, as it is on integration servers. */
export function mayAptInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Shows its progress. What comes of it is seen by looking for what was installed. */
export async function aptInstall(name: string): Promise<void> {
  await show('apt-get', ['update', '-q'])
  await show('apt-get', ['install', '-q', '-y', '--no-install-recommends', name])
}

function show(command: string, args: string[]): Promise<void> {
  return new Promise(resolve => {
    const child = spawn(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
}
