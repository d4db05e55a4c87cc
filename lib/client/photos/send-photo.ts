import { failures } from '../../shared/failures.ts'
import { type Answer, readAnswer } from '../live/read-answer.ts'

/** Where a photo goes: ids. */
export interface UploadPlace {
  cast: string
  photo: string
}

/** How many of its bytes the server has. */
export type Offset = { offset: number }

/**
 * Begins the upload of a photo, or finds how far it got: the server knows it from its post, so to ask again does no harm. Never throws.
 * `bytes`: its size. Source: https://tus.io/protocols/resumable-upload#creation
 */
export function beginUpload({ cast, photo }: UploadPlace, bytes: number, signal: AbortSignal): Promise<Answer<Offset>> {
  const headers = { 'upload-length': String(bytes), 'upload-metadata': `media ${btoa(photo)}` }
  return askTus(pathOf(cast), { method: 'POST', headers, signal: withDeadline(signal, 0) })
}

/** Sends a part of its bytes. Never throws. An `offset` that the server does not agree with is `trouble`: begin again. */
export function sendPart(
  { cast, photo }: UploadPlace,
  { offset, part }: { offset: number; part: ArrayBuffer },
  signal: AbortSignal,
): Promise<Answer<Offset>> {
  const headers = { 'upload-offset': String(offset), 'content-type': 'application/offset+octet-stream' }
  const deadline = withDeadline(signal, part.byteLength)
  return askTus(`${pathOf(cast)}/${photo}`, { method: 'PATCH', headers, body: part, signal: deadline })
}

function pathOf(cast: string): string {
  return `/api/casts/${cast}/media`
}

async function askTus(path: string, request: RequestInit): Promise<Answer<Offset>> {
  try {
    const headers = { ...request.headers, 'tus-resumable': '1.0.0' }
    const response = await fetch(path, { ...request, headers, redirect: 'error', cache: 'no-store' })
    const offset = response.headers.get('upload-offset')
    // Only our own server says both: a captive portal's page does not.
    const isOurs = response.ok && response.headers.has('tus-resumable') && offset !== null
    if (isOurs) return { kind: 'answer', body: { offset: Number(offset) } }
    const answer = await readAnswer(response, (_body): _body is Offset => false)
    return answer.kind === 'refused' && !Object.hasOwn(failures, answer.error.code) ? { kind: 'trouble' } : answer
  } catch {
    return { kind: 'trouble' } // no connection, cut off, too slow or a redirect: it is tried again
  }
}

/** Given up after 15 s, and a second more for every 2 KB that go up. */
function withDeadline(signal: AbortSignal, bytes: number): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS + Math.ceil(bytes / BYTES_PER_MS))])
}

const DEADLINE_MS = 15_000
const BYTES_PER_MS = 2
