const TWICE_MS = 500
const LONGEST_MS = 9_500

/** Runs `stop` once at Ctrl-C or SIGTERM, then exits 0; a second Ctrl-C, or 9.5 s, ends it at once with 1. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let since: number | undefined
  const begin = () => {
    since ??= performance.now()
    console.log('Stopping …')
    setTimeout(() => leave('It took too long; ended at once.'), LONGEST_MS).unref()
    stop().then(
      () => process.exit(0),
      error => leave(`It did not stop cleanly: ${error}`),
    )
  }
  process.on('SIGTERM', () => since ?? begin())
  process.on('SIGINT', () => {
    if (since === undefined) return begin()
    // A terminal sends the first one to all of npm's family, and npm passes it on once more.
    if (performance.now() - since > TWICE_MS) leave('Ended at once.')
  })
}

function leave(why: string): never {
  console.error(why)
  process.exit(1)
}
