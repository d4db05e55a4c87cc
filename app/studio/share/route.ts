/** POST /studio/share, where no service worker has taken it: the server keeps nothing of what is shared, and says so. */
export function POST(): Response {
  const words =
    'Nothing was posted: this phone was not ready to keep it. Open PusherCast once with a signal, and share it again.'
  return new Response(words, {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  })
}
