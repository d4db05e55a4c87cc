/// <reference lib="webworker" />
import { addPlugins, cleanupOutdatedCaches, matchPrecache, type PrecacheEntry, precache } from 'workbox-precaching'
import { FLUSH_TAG } from '../client/installed/flush-tag.ts'
import { SHARE_PATH } from '../shared/share-target.ts'
import { READER_SHELL, STUDIO_SHELL } from '../shared/shells.ts'
import { fetchWithin } from './fetch-within.ts'
import { flushInWorker } from './flush-in-worker.ts'
import { keepShare } from './keep-share.ts'
import { openPage } from './open-page.ts'

declare const self: ServiceWorkerGlobalScope
/** Put in by the build: every static file of it, and the shells. Source: lib/cli/build/build-worker.ts */
declare const PRECACHE: PrecacheEntry[]

// What a page needs is there before this worker is used; a file that does not come keeps the worker before it.
addPlugins([
  { requestWillFetch: async ({ request }) => new Request(request, { signal: AbortSignal.timeout(PRECACHE_MS) }) },
])
precache(PRECACHE)
cleanupOutdatedCaches()

const PRECACHE_MS = 60_000
const precached = new Set(PRECACHE.map(({ url }) => new URL(url, self.location.origin).href))

self.addEventListener('fetch', event => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  if (request.method === 'POST' && url.pathname === SHARE_PATH) event.respondWith(keepShare(request))
  // Else only reading, and only what is named here: the API, signing in and what Next asks for go past this worker.
  if (request.method !== 'GET') return
  if (request.mode === 'navigate' && url.pathname === STUDIO_SHELL) event.respondWith(openShell(STUDIO_SHELL))
  else if (request.mode === 'navigate' && isCast(url))
    event.respondWith(openPage(request, () => openShell(READER_SHELL)))
  else if (precached.has(url.origin + url.pathname) && url.pathname.startsWith('/_next/static/'))
    event.respondWith(fromPrecache(request))
})

self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))
self.addEventListener('sync', event => {
  if (event.tag === FLUSH_TAG) event.waitUntil(flushInWorker())
})
self.addEventListener('message', event => {
  if (event.data?.type === 'SKIP_WAITING') void self.skipWaiting() // the person asked for the new version
})

/** `/c/burek`, and none of the pages below it; a page of older posts stands still and is the server's. */
function isCast({ pathname, search }: URL): boolean {
  return /^\/c\/[^/]+$/.test(pathname) && search === ''
}

async function openShell(path: string): Promise<Response> {
  return (await matchPrecache(path)) ?? fetchWithin(path, SHELL_MS)
}

async function fromPrecache(request: Request): Promise<Response> {
  const { pathname, hash } = new URL(request.url)
  const copy = await matchPrecache(pathname)
  if (copy === undefined) return fetchWithin(request, SHELL_MS)
  // Turbopack starts a dedicated worker with what it is to load behind a `#`. The copy's own address has none and would become the
  // worker's; a response without an address takes the one that was asked for. Source: https://fetch.spec.whatwg.org/#concept-fetch
  return hash === '' ? copy : new Response(copy.body, copy)
}

const SHELL_MS = 20_000
