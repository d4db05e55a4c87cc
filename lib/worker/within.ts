/** Ends a request that takes longer: a server that hangs must not keep a page from opening. Milliseconds. */
export function within(ms: number): AbortSignal {
  return AbortSignal.timeout(ms)
}
