import { keptCasts } from '../client/reading/kept-casts.ts'
import { within } from './within.ts'

/** The page of a cast: the server's where it comes in time, else what this device has read of it before, by `openShell`. */
export async function openPage(request: Request, openShell: () => Promise<Response>): Promise<Response> {
  const slug = decodeURIComponent(new URL(request.url).pathname.slice('/c/'.length))
  // With nothing to show meanwhile, waiting is better than a page that says so.
  const patience = (await keptCasts.read(slug)) === null ? WITHOUT_COPY_MS : WITH_COPY_MS
  try {
    const response = await fetch(request, { signal: within(patience) })
    return GATEWAY.has(response.status) ? openShell() : response
  } catch {
    return openShell() // no network, or one that does not answer
  }
}

const WITH_COPY_MS = 4_000
const WITHOUT_COPY_MS = 20_000
/** Said by what stands in front of a server that is not there. */
const GATEWAY = new Set([502, 503, 504])
