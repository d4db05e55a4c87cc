import { deviceStorage } from '../../../lib/client/kept.ts'
import { systemClock } from '../../../lib/client/live/clock.ts'
import { pageSignals } from '../../../lib/client/live/page-signals.ts'
import type { Fetch } from '../../../lib/client/live/reading-calls.ts'
import { openSession, type SessionStore } from '../../../lib/client/session.ts'

/** The browser's side of the parts that the studio's stores are made of. */
export const device = {
  clock: systemClock,
  signals: pageSignals,
  random: Math.random,
  // Looked up at each call: a bare `fetch` as a property would lose its window.
  fetch: ((address, options) => fetch(address, options)) satisfies Fetch,
}

let session: SessionStore | null = null

/** Who is signed in: one for the life of the page, asked again whenever the page wakes. */
export function studioSession(): SessionStore {
  session ??= watchSession()
  return session
}

function watchSession(): SessionStore {
  const store = openSession({ ...device, storage: deviceStorage() })
  const refresh = () => void store.refresh() // it never throws
  device.signals.onWake(refresh)
  refresh()
  return store
}
