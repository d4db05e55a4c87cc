import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { withLock } from './file-lock.mjs'

const LOCKED = 'package-lock.json'
const INSTALLED = 'node_modules/.package-lock.json'

/** Brings `node_modules` to what package-lock.json says, when it is not there yet. Needs no package itself. */
export async function installPackages() {
  process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
  if (await isInstalled()) return
  await withLock(
    '.next/install.lock',
    async () => {
      if (await isInstalled()) return // by the process that was waited for
      console.log('Installing the packages of package-lock.json …')
      await npmInstall()
      if (!(await isInstalled()))
        throw problem('npm has not installed what package-lock.json says. Nothing was started.')
    },
    () => console.log('Another process is installing the packages; waiting for it …'),
  )
}

/** npm writes the list of what it has installed as its last step, so half an install does not count. */
async function isInstalled() {
  const installed = await readPackages(INSTALLED)
  const locked = await readPackages(LOCKED)
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '' || wanted.inBundle) return true
    const found = installed[path]
    if (!found) return wanted.optional === true // made for another system
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

async function readPackages(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT' && file === INSTALLED) return {}
    throw error
  }
}

/**
 * `npm install` keeps to the lock too, and what it brought is compared afterwards. `npm ci` (npm 11) refuses every lock that was
 * written where the registry lacks binaries for other systems: https://github.com/npm/cli/issues/4828
 */
function npmInstall() {
  const npm = process.env.npm_execpath
  const [command, ...first] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm']
  const options = ['--no-save', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'] // dev: a start builds
  const child = spawn(command, [...first, 'install', ...options], {
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
  })
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(problem(`npm cannot be run (${error.message}); it comes with Node.`)))
    child.once('exit', code => {
      if (code === 0) resolve(undefined)
      else reject(problem('The packages could not be installed; see above. Nothing was started.'))
    })
  })
}

function problem(message) {
  return Object.assign(new Error(message), { name: 'Problem' })
}
