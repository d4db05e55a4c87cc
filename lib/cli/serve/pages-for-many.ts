import { randomBytes } from 'node:crypto'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { InnerAnswer } from './inner-door.ts'

export interface PagesForManyParts {
  /** What a cast's page is made of, as a word that changes with it; null when not everybody may read it. `cast` is a slug or an id. */
  versionOf(cast: string): Promise<string | null>
  /** Has Next make a page. */
  make(path: string, headers: OutgoingHttpHeaders): Promise<InnerAnswer>
}

/**
 * Answers for the pages of casts where the reader is anybody: a link that is passed around brings many at a time, and making the page is
 * what costs. One is made for all who come within a second and before the next change, and each gets it with a nonce of their own.
 * False when Next should answer: for who brings a cookie, and for all other pages.
 */
export function pagesForMany({ versionOf, make }: PagesForManyParts) {
  const kept = new Map<string, Kept>()
  const keep = (key: string, entry: Kept) => {
    kept.set(key, entry)
    setTimeout(() => kept.get(key) === entry && kept.delete(key), KEPT_MS).unref()
    return entry
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const cast = castOf(request)
    const version = cast === undefined ? null : await versionOf(cast)
    if (version === null) return false
    const { url: path = '' } = request
    const address = addressOf(request)
    const key = JSON.stringify([path, address])
    const found = kept.get(key)
    const makeNow = () => keep(key, { version, page: make(path, { ...address, ...NAMED }).then(pageOf, () => null) })
    const page = await (found?.version === version ? found : makeNow()).page
    if (page === null) return false
    await send(page, request, response)
    return true
  }
}

interface Kept {
  version: string
  page: Promise<Page | null>
}

const KEPT_MS = 1_000
/** Next puts the title and the rest of a page's head where it belongs only for somebody who has a name. */
const NAMED = { 'user-agent': 'PusherCast' }

/** The cast whose page is asked for, by a browser that says nothing of who is there, and not for a part of it (`RSC`, as Next's own links do). */
function castOf({ method, url = '', headers }: IncomingMessage): string | undefined {
  if (method !== 'GET' || headers.cookie !== undefined || headers.rsc !== undefined) return undefined
  return /^\/c\/([\w-]+)$/.exec(url)?.[1]
}

/** What a page knows of who asks: under which address, and nothing that one reader alone has sent. */
function addressOf({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const { host, 'x-forwarded-host': forwardedHost, 'x-forwarded-proto': scheme, 'x-forwarded-port': port } = headers
  return { host, 'x-forwarded-host': forwardedHost, 'x-forwarded-proto': scheme, 'x-forwarded-port': port }
}

/** A page in the pieces between which a nonce goes: it stands in the policy, in what is to be preloaded, and in the page. */
interface Page {
  headers: (readonly [name: string, pieces: string[]])[]
  body: string[]
}

/** Null when it is none to be shared. */
function pageOf({ status, headers, body }: InnerAnswer): Page | null {
  const [, nonce] = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? []
  if (status !== 200 || nonce === undefined || headers['set-cookie'] !== undefined) return null
  const kept = Object.entries(headers).filter(([name]) => !OF_THE_LINE.includes(name))
  return { headers: kept.map(([name, value]) => [name, String(value).split(nonce)]), body: body.split(nonce) }
}

/** Headers of one answer on one connection. */
const OF_THE_LINE = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']

async function send({ headers, body }: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  for (const [name, pieces] of headers) response.setHeader(name, pieces.join(nonce))
  const page = body.join(nonce)
  if (!takesGzip(request)) return void response.end(page)
  response.setHeader('content-encoding', 'gzip')
  response.end(await gzipped(page))
}

const gzipped = promisify(gzip)

function takesGzip({ headers }: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(headers['accept-encoding']))
}
