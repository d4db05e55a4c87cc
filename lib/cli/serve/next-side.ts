import type { Runtime } from '../../server/runtime.ts'

const RUNTIME = Symbol.for('pushercast')

/** The store and the followers, which live on Next's side of this process and are made when it starts; see lib/server/runtime.ts. */
export function nextRuntime(): Runtime | undefined {
  return (globalThis as { [RUNTIME]?: Runtime })[RUNTIME] // a key of ours alone
}
