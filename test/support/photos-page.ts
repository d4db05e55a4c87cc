import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { build } from 'esbuild'
import type { Page } from 'playwright'
import { onTestFinished } from 'vitest'
import type { PhotoPreparer } from '../../lib/client/photos/open-photo-preparer.ts'
import type { PreparedPhoto, RefusedPhoto } from '../../lib/client/photos/prepared-photo.ts'
import { contentSecurity } from '../../lib/server/content-security.ts'
import { newPhone } from './browser.ts'

/** A file to pick: its content, or a path on this machine. */
export type Picked = { name: string; mimeType: string; buffer: Buffer } | string

export type Result = (Omit<PreparedPhoto, 'bytes'> & { bytes: Buffer }) | RefusedPhoto

export interface PhotosPage {
  page: Page
  /** Workers that the page has started, ended ones too. */
  workersStarted(): number
  pick(files: Picked[]): Promise<void>
  /** Picks the files and prepares all of them, given at once. */
  prepare(files: Picked[]): Promise<Result[]>
}

/** What answers when the page asks for its worker: the worker, nothing at all, or that there is none. */
export type WorkerFile = 'there' | 'silent' | 'missing'

declare global {
  interface Window {
    preparer: PhotoPreparer
    picked(): File[]
  }
}

/** A page in Chromium with nothing but a file field and the preparation of photos, under the policy of our pages. Closed with the test. */
export async function openPhotosPage(workerFile: WorkerFile = 'there'): Promise<PhotosPage> {
  const origin = await servePage(workerFile)
  const { page, expectComplaint } = await newPhone()
  if (workerFile === 'missing') expectComplaint(/404/)
  let started = 0
  page.on('worker', () => {
    started += 1
  })
  await page.goto(origin)
  await page.waitForFunction(() => 'preparer' in window)
  const pick = (files: Picked[]) => setFiles(page, files)
  return {
    page,
    workersStarted: () => started,
    pick,
    async prepare(files) {
      await pick(files)
      return prepareAll(page)
    },
  }
}

async function setFiles(page: Page, files: Picked[]): Promise<void> {
  const paths = files.filter(file => typeof file === 'string')
  await page.locator('input').setInputFiles(paths.length > 0 ? paths : files.filter(file => typeof file !== 'string'))
}

async function prepareAll(page: Page): Promise<Result[]> {
  const results = await page.evaluate(async () => {
    const prepared = await Promise.all(window.picked().map(file => window.preparer.prepare(file)))
    return Promise.all(
      prepared.map(async one => {
        if (one.kind === 'refused') return one
        if (!(one.bytes instanceof ArrayBuffer)) throw new Error('no ArrayBuffer')
        const url = await new Promise<string>(resolve => {
          const reader = new FileReader()
          reader.onload = () => resolve(String(reader.result))
          reader.readAsDataURL(new Blob([one.bytes]))
        })
        return { ...one, bytes: url.slice(url.indexOf(',') + 1) }
      }),
    )
  })
  return results.map(one => (one.kind === 'refused' ? one : { ...one, bytes: Buffer.from(one.bytes, 'base64') }))
}

const HTML =
  '<!doctype html><title>Photos</title><input type="file" multiple><script type="module" src="/page.js"></script>'

async function servePage(workerFile: WorkerFile): Promise<string> {
  const [page, worker] = await Promise.all([bundle(PAGE), bundle("import './lib/client/photos/prepare-worker.ts'")])
  const server = createServer((request, response) => {
    const { host = '' } = request.headers
    response.setHeader(
      'Content-Security-Policy',
      contentSecurity({
        scheme: 'http',
        host,
        scripts: [],
        channels: { at: 'embedded' },
        isShell: true,
        isDevelopment: false,
      }),
    )
    if (request.url === '/') return response.setHeader('Content-Type', 'text/html').end(HTML)
    response.setHeader('Content-Type', 'text/javascript')
    if (request.url === '/page.js') return response.end(page)
    // The address that the page makes of the worker's name, as nothing but Next turns that into another one.
    if (request.url !== '/prepare-worker.ts') return response.writeHead(204).end()
    if (workerFile === 'there') response.end(worker)
    else if (workerFile === 'missing') response.writeHead(404).end()
  }).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

const PAGE = `import { openPhotoPreparer } from './lib/client/photos/open-photo-preparer.ts'
window.preparer = openPhotoPreparer()
window.picked = () => [...document.querySelector('input').files]`

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent', // what is wrong is thrown
  })
  return outputFiles[0]?.text ?? ''
}
