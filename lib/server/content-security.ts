import type { ChannelsPlace } from './config.ts'

export interface PageFacts {
  /** Scheme and host under which the browser has the page. */
  scheme: 'http' | 'https'
  host: string
  /** What lets this page's inline scripts run: `'nonce-…'` or `'sha256-…'`. */
  scripts: string[]
  channels: ChannelsPlace
  /** The studio's shell stays in the browser's cache when the Channels host changes. */
  isShell: boolean
  isDevelopment: boolean
}

/** The Content-Security-Policy of a page. Source: README, Security; https://www.w3.org/TR/CSP3/ */
export function contentSecurity(page: PageFacts): string {
  const rules = {
    'default-src': ["'none'"],
    // React evaluates what it shows of errors, in development only.
    'script-src': ["'self'", ...page.scripts, ...(page.isDevelopment ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'media-src': ["'self'", 'blob:'],
    'connect-src': ["'self'", ...connectSources(page)],
    'manifest-src': ["'self'"],
    'worker-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'none'"],
  }
  return Object.entries(rules)
    .map(([name, sources]) => `${name} ${sources.join(' ')}`)
    .join('; ')
}

/** Safari before 15.4 does not count a socket to the page's own origin as `'self'`, so it is named. */
function connectSources({ scheme, host, channels, isShell, isDevelopment }: PageFacts): string[] {
  const socket = scheme === 'https' ? 'wss' : 'ws'
  if (isShell) return scheme === 'https' ? ['https:', 'wss:'] : ['https:', 'wss:', 'http:', 'ws:']
  const own = channels.at === 'embedded' || isDevelopment ? [`${socket}://${host}`] : []
  if (channels.at === 'embedded') return own
  if (channels.at === 'pusher') return [...own, `wss://ws-${channels.cluster}.pusher.com`]
  const { tls, host: name, port } = channels.public
  return [...own, `${tls ? 'wss' : 'ws'}://${name}:${port}`]
}
