/**
 * A request whose answer begins within `ms`: a server that hangs must not keep a page from opening. One that has begun may be slow, for a minute.
 * Rejects as `fetch` does, with an AbortError when the time is over.
 */
export async function fetchWithin(request: Request | string, ms: number): Promise<Response> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), ms)
  try {
    return await fetch(request, { signal: stop.signal })
  } finally {
    clearTimeout(timer)
    setTimeout(() => stop.abort(), LONGEST_MS)
  }
}

const LONGEST_MS = 60_000
