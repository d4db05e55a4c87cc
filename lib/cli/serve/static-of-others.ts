import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/**
 * Answers for static files that another build beside `build` has, and this one has not: while machines are restarted one after the other, a page
 * of the new build may ask a process of the old one. False when it is none of these. A file's name holds a hash of its content.
 */
export async function answerStaticOfOthers(
  build: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (request.method !== 'GET') return false
  const [, path] = /^\/_next\/static\/([\w~.-]+(?:\/[\w~.-]+)*)$/.exec(request.url ?? '') ?? []
  if (path === undefined || path.includes('..') || (await isFile(join(build, 'static', path)))) return false
  const file = await findInOthers(build, path)
  const type = types[extname(path)]
  if (file === undefined || type === undefined) return false
  response.writeHead(200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' })
  // Who hangs up in the middle has what they wanted, or asks again.
  await pipeline(createReadStream(file), response).catch(() => response.destroy())
  return true
}

const types: Record<string, string> = {
  '.js': 'application/javascript; charset=UTF-8',
  '.css': 'text/css; charset=UTF-8',
  '.woff2': 'font/woff2',
}

/** A build gets its name, the hash of its sources, when it is complete. */
const IS_WHOLE = /^[0-9a-f]{16}/

async function findInOthers(build: string, path: string): Promise<string | undefined> {
  const builds = dirname(build)
  for (const name of await readdir(builds)) {
    const file = join(builds, name, 'static', path)
    if (name !== basename(build) && IS_WHOLE.test(name) && (await isFile(file))) return file
  }
  return undefined
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  )
}
