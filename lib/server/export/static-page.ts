import { createHash } from 'node:crypto'
import { escapeHtml } from './escape-html.ts'
import { LOG_STYLE } from './log-style.ts'

/** The page's own style and nothing else: no script, nothing from anywhere. Source: https://www.w3.org/TR/CSP3/ */
const POLICY = `default-src 'none'; style-src 'sha256-${hashOf(LOG_STYLE)}'; img-src 'self' data:`

/** What goes with a static page over HTTP; the rules for framing and forms count only here. */
export const STATIC_PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `${POLICY}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
}

interface StaticPage {
  title: string
  /** Search engines are asked not to list it. */
  isUnlisted: boolean
  /** HTML. */
  body: string
}

/** One file that needs no other and no network. */
export function staticPage({ title, isUnlisted, body }: StaticPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
${isUnlisted ? '<meta name="robots" content="noindex, nofollow">\n' : ''}<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${LOG_STYLE}</style>
</head>
<body>
${body}
</body>
</html>
`
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
