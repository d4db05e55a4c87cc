import { keptCasts } from '../client/reading/kept-casts.ts'
import { OURS } from '../shared/shells.ts'
import { fetchWithin } from './fetch-within.ts'

/** The page of a cast: the server's where it comes in time, else what this device has read of it before, by `openShell`. */
export async function openPage(request: Request, openShell: () => Promise<Response>): Promise<Response> {
  const copy = keptCasts.read(new URL(request.url).pathname.slice('/c/'.length))
  const response = await Promise.race([askServer(request), copy.then(found => (found === null ? NEVER : impatience()))])
  if (response === null) return openShell()
  // There is no such cast any more, or it is not for who is here.
  if (response.status === 404) void copy.then(found => found && keptCasts.forget(found.id)) // neither ever rejects
  return response
}

/** With nothing to show meanwhile, waiting is better than a page that says so. */
const WITHOUT_COPY_MS = 20_000
const WITH_COPY_MS = 4_000
const NEVER = new Promise<never>(() => {})

function impatience(): Promise<null> {
  return new Promise(resolve => setTimeout(() => resolve(null), WITH_COPY_MS))
}

/** Null when there is no network, one that does not answer, or something in front of our server speaks in its place. */
async function askServer(request: Request): Promise<Response | null> {
  try {
    const response = await fetchWithin(request, WITHOUT_COPY_MS)
    const isTrouble = response.status === 404 || response.status >= 500
    return isTrouble && !response.headers.has(OURS) ? null : response
  } catch {
    return null
  }
}
