/** Where to go after signing in: `next` of the query where it is a path of this site, else the studio. */
export function safeNext(query: string, origin: string): string {
  const next = new URLSearchParams(query).get('next')
  if (next === null || !next.startsWith('/')) return '/studio'
  // The browser's own reading decides: `//elsewhere`, `/\elsewhere` and tabs inside are all other sites to it.
  const url = parse(next, origin)
  return url?.origin === origin ? url.pathname + url.search + url.hash : '/studio'
}

function parse(path: string, origin: string): URL | null {
  return URL.canParse(path, origin) ? new URL(path, origin) : null
}
