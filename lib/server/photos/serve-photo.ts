import { isRemoved } from '../../shared/is-removed.ts'
import { thriftyName } from '../../shared/rendition.ts'
import type { Viewer } from '../access.ts'
import { Failure } from '../failure.ts'
import { openToRead } from '../open-cast.ts'
import { isKnown } from '../request/answer-readers.ts'
import type { Store, StoredState } from '../store/store.ts'

/**
 * One rendition of a photo, for those who may read its cast; whoever saves data gets a smaller one in its place. Ranges are answered. Throws
 * `not_found`. Source: RFC 9110 §14, https://wicg.github.io/savedata/
 */
export async function servePhoto(
  store: Store,
  request: Request,
  { viewer, id, name }: { viewer: Viewer; id: string; name: string },
): Promise<Response> {
  const claimed = await store.readPhoto(id)
  if (claimed === null) throw new Failure('not_found')
  const cast = await openToRead(store, viewer, claimed.cast) // at the head of its log, so that a removal counts
  const post = await store.readPost({ cast: cast.id, id: claimed.post })
  const file = { photo: id, file: savesData(request) ? thriftyName(name) : name }
  const size = RENDITION.test(name) && isReady(post, id) ? await store.countBytes(file) : 0
  if (size === 0) throw new Failure('not_found')
  const headers = {
    etag: `"${id}-${file.file}"`,
    vary: 'Save-Data',
    'cache-control': cast.settings.visibility === 'public' ? PUBLIC : PRIVATE,
    'content-type': name.endsWith('.jpg') ? 'image/jpeg' : 'image/webp',
    'accept-ranges': 'bytes',
  }
  if (isKnown(request, headers.etag)) return new Response(null, { status: 304, headers })
  return answerRange(request, { headers, size, read: at => store.readBytes({ ...file, at }) })
}

/** As the log says: its record may say so a moment later. */
function isReady(post: StoredState | null, photo: string): boolean {
  if (post === null || isRemoved(post)) return false
  return post.media?.some(({ id, state }) => id === photo && state === 'ready') ?? false
}

function savesData(request: Request): boolean {
  return request.headers.get('save-data') === 'on'
}

/** Never the file that was uploaded. */
const RENDITION = /^(?:\d+\.webp|og\.jpg)$/

/** A browser may keep it for as long as it likes; a cache in front asks again soon, as a photo can be taken back. */
const PUBLIC = 'public, max-age=31536000, s-maxage=60, immutable'
/** Whoever has lost the right must not see it again. */
const PRIVATE = 'private, no-cache'

interface Kept {
  headers: Record<string, string>
  size: number
  read(at: number): ReturnType<Store['readBytes']>
}

function answerRange(request: Request, { headers, size, read }: Kept): Response {
  const range = rangeOf(request, size)
  if (range === 'unsatisfiable')
    return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  const { start, end } = range ?? { start: 0, end: size }
  const more = range && { 'content-range': `bytes ${start}-${end - 1}/${size}` }
  return new Response(bytesBetween(read, start, end), {
    status: range ? 206 : 200,
    headers: { ...headers, ...more, 'content-length': String(end - start) },
  })
}

/** `end` is not part of it. Null for all of it: also where the range is none that we know, or several. */
function rangeOf(request: Request, size: number): { start: number; end: number } | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '') ?? []
  if (first === '' && last === '') return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size : Math.min(Number(last) + 1, size)
  return start < end ? { start, end } : 'unsatisfiable'
}

function bytesBetween(read: Kept['read'], start: number, end: number): ReadableStream<Uint8Array> {
  let at = start
  return new ReadableStream({
    async pull(controller) {
      const part = at < end ? await read(at) : null
      if (part === null) return controller.close()
      controller.enqueue(new Uint8Array(part.bytes.subarray(at - part.offset, end - part.offset)))
      at = part.offset + part.bytes.byteLength
    },
  })
}
