import type { Viewer } from '../access.ts'
import { openToRead } from '../open-cast.ts'
import { cachingOf, etagOf, isKnown } from '../request/answer-readers.ts'
import type { CastRecord, Store } from '../store/store.ts'
import type { KeptPages } from './kept-pages.ts'
import { logPage } from './log-page.ts'
import { logStanding } from './log-standing.ts'
import { readLog } from './read-log.ts'
import { STATIC_PAGE_HEADERS } from './static-page.ts'

interface Asked {
  viewer: Viewer
  /** A slug or an id. */
  cast: string
  /** Milliseconds. */
  now: number
}

/** A cast's log page for somebody who may read it. It is made only when neither the reader nor this process has it. Throws `not_found`. */
export async function answerLog(
  { store, logPages }: { store: Store; logPages: KeptPages },
  request: Request,
  { viewer, cast, now }: Asked,
): Promise<Response> {
  const record = await openToRead(store, viewer, cast)
  const caching = { etag: etagOfLog(record, now), 'cache-control': cachingOf(record) }
  if (isKnown(request, caching.etag)) return new Response(null, { status: 304, headers: caching })
  const make = async () => logPage(await readLog(store, record), now)
  const page = await logPages.of({ cast: record.id, etag: caching.etag }, make)
  return new Response(page, { headers: { ...STATIC_PAGE_HEADERS, ...caching } })
}

/** Weak: the time at which a page was made stands on it. The policy names its style, so a page of another style is another page. */
function etagOfLog(record: CastRecord, now: number): string {
  const { is } = logStanding(record.settings, now)
  return `W/${etagOf(JSON.stringify([record.id, record.position, is, STATIC_PAGE_HEADERS]))}`
}
