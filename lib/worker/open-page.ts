import { keptCasts } from '../client/reading/kept-casts.ts'
import { fetchWithin } from './fetch-within.ts'

/** The page of a cast: the server's where it comes in time, else what this device has read of it before, by `openShell`. */
export async function openPage(request: Request, openShell: () => Promise<Response>): Promise<Response> {
  const copy = await keptCasts.read(new URL(request.url).pathname.slice('/c/'.length))
  const response = await askServer(request, copy === null ? WITHOUT_COPY_MS : WITH_COPY_MS)
  if (response === null) return openShell()
  // There is no such cast any more, or it is not for who is here.
  if (response.status === 404 && copy !== null) await keptCasts.forget(copy.id)
  return response
}

/** With nothing to show meanwhile, waiting is better than a page that says so. */
const WITHOUT_COPY_MS = 20_000
const WITH_COPY_MS = 4_000

/** Null when there is no network, one that does not answer, or something in front of a server that is not there. */
async function askServer(request: Request, patienceMs: number): Promise<Response | null> {
  try {
    const response = await fetchWithin(request, patienceMs)
    return GATEWAY.has(response.status) ? null : response
  } catch {
    return null
  }
}

const GATEWAY = new Set([502, 503, 504])
