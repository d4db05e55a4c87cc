import type { Failure } from '../failure.ts'
import { STATIC_PAGE_HEADERS, staticPage } from './static-page.ts'

/** What stands in place of a static page that cannot be shown. That there is none and that it is not for this reader look the same. */
export function answerFailurePage(failure: Failure): Response {
  const { title, sentences } = failure.code === 'not_found' ? NOTHING : TROUBLE
  const body = `<header class="kicker"><span class="wordmark">PusherCast</span></header>
<main class="state">
<h1>${title}</h1>
${sentences.map(sentence => `<p>${sentence}</p>`).join('\n')}
<p><a href="/">See what’s live</a></p>
</main>`
  const headers = { ...STATIC_PAGE_HEADERS, 'cache-control': 'no-store' }
  return new Response(staticPage({ title, isUnlisted: true, body }), { status: failure.status, headers })
}

const NOTHING = {
  title: 'Nothing to read at this address',
  sentences: [
    'There may be no cast here: it may have been renamed or removed, or the link may have lost its end on the way to you.',
    'Or it is for guests. Open the guest link you were sent. If you have lost it, or it was taken back, ask the person who invited you.',
  ],
}

const TROUBLE = {
  title: 'This page cannot be shown right now',
  sentences: ['The server is in trouble. Nothing is lost; try again in a little while.'],
}
