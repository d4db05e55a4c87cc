import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runtime } from '../../lib/server/runtime.ts'

// The worker belongs to the build that is being served, and the switch to the process.
export const dynamic = 'force-dynamic'

/** GET /sw.js: the service worker of this build; where workers are switched off, one that undoes every other and itself. */
export function GET(): Response {
  const { serviceWorker } = runtime().config
  const script = serviceWorker === 'on' ? readWorker() : null
  return new Response(script ?? UNDO, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  })
}

function readWorker(): string | null {
  const build = process.env.PUSHERCAST_BUILD_DIR
  if (!build) return null // `npm run dev` has no build, and hot reload no use for copies
  return readFileSync(join(/* turbopackIgnore: true */ process.cwd(), build, 'sw.js'), 'utf8')
}

/** Takes over at once, deletes what workers before it had cached, and goes. What people have written is in IndexedDB and stays. */
const UNDO = `self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', event => event.waitUntil(undo()))
async function undo() {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}
`
