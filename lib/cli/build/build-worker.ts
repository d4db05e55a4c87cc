import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { READER_SHELL, STUDIO_SHELL } from '../../shared/shells.ts'

/** A file that the worker has ready before it is used. Without a revision the name itself changes with the content. */
interface Precached {
  url: string
  revision: string | null
}

/** Writes `sw.js` into `buildDir`: the service worker, with what it has ready of this build. `ownStatic`: paths below `static`. */
export async function buildWorker(root: string, buildDir: string, ownStatic: string[]): Promise<void> {
  const shells = await Promise.all([STUDIO_SHELL, READER_SHELL].map(path => shellOf(buildDir, path)))
  const files = ownStatic.filter(isNeeded).map(file => ({ url: `/_next/static/${file}`, revision: null }))
  await build({
    entryPoints: [join(root, 'lib/worker/service-worker.ts')],
    outfile: join(buildDir, 'sw.js'),
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    define: { PRECACHE: JSON.stringify([...shells, ...files]), 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent', // what is wrong is thrown
  })
}

async function shellOf(buildDir: string, path: string): Promise<Precached> {
  const html = await readFile(join(buildDir, 'server/app', `${path}.html`))
  return { url: path, revision: createHash('sha256').update(html).digest('hex').slice(0, 16) }
}

/** Lists of pages, and maps for those who look for a mistake, are asked for by nobody without a network. */
function isNeeded(file: string): boolean {
  return !/manifest\.js(on)?$|\.map$/i.test(file)
}
