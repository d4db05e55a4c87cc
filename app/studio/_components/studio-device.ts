import { showBadge } from '../../../lib/client/installed/app-badge.ts'
import { askForSync } from '../../../lib/client/installed/ask-for-sync.ts'
import { type HomeScreen, openHomeScreen } from '../../../lib/client/installed/home-screen-hint.ts'
import { registerWorker, type WorkerRegistration } from '../../../lib/client/installed/register-worker.ts'
import { deviceStorage } from '../../../lib/client/kept.ts'
import { systemClock } from '../../../lib/client/live/clock.ts'
import { pageSignals } from '../../../lib/client/live/page-signals.ts'
import type { Fetch } from '../../../lib/client/live/reading-calls.ts'
import { type Outbox, openOutbox } from '../../../lib/client/outbox/open-outbox.ts'
import type { OutboxStore } from '../../../lib/client/outbox/outbox-store.ts'
import { pruneConfirmed } from '../../../lib/client/outbox/prune-confirmed.ts'
import { releaseSignedOut } from '../../../lib/client/outbox/release-held.ts'
import { onNetwork } from '../../../lib/client/photos/wifi-only.ts'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { openSession, type SessionStore } from '../../../lib/client/session.ts'
import { watchKept } from '../../../lib/client/watch-kept.ts'

/** The browser's side of the parts that the studio's stores are made of. */
export const device = {
  clock: systemClock,
  signals: pageSignals,
  random: Math.random,
  // Looked up at each call: a bare `fetch` as a property would lose its window.
  fetch: ((address, options) => fetch(address, options)) satisfies Fetch,
}

let session: SessionStore | null = null
let homeScreen: HomeScreen | null = null
let worker: WorkerRegistration | null = null
let outbox: Outbox | null = null

/** Who is signed in: one for the life of the page, asked again whenever the page wakes. */
export function studioSession(): SessionStore {
  session ??= watchSession()
  return session
}

/** What is unsent on this device: one for the life of the page, which sends it whenever it can. */
export function studioOutbox(): Outbox {
  outbox ??= startOutbox()
  return outbox
}

/** Whether the app may go to the home screen: one for the life of the page. */
export function studioHomeScreen(): HomeScreen {
  homeScreen ??= openHomeScreen(deviceStorage())
  return homeScreen
}

/** The app's own version: one for the life of the page. */
export function studioWorker(): WorkerRegistration {
  worker ??= registerWorker()
  return worker
}

function watchSession(): SessionStore {
  const store = openSession({ ...device, storage: deviceStorage(), kept: keptCasts })
  const refresh = () => void store.refresh() // it never throws
  device.signals.onWake(refresh)
  refresh()
  return store
}

function startOutbox(): Outbox {
  const opened = openOutbox(device)
  const { store, news, flusher, uploader } = opened
  const people = studioSession()
  flusher.start()
  uploader.start()
  onNetwork(uploader.wake)
  prune(store)
  const waiting = watchKept(() => store.read('open'), news)
  let known = 0
  waiting.subscribe(() => {
    const count = waiting.kept()?.length ?? 0
    showBadge(count)
    if (count > known) void askForSync() // never rejects
    if (count !== known) uploader.wake() // the photos of what has arrived, or goes out again, whoever has sent it
    known = count
  })
  waiting.start()
  opened.onAnswer((_cast, answer) => {
    const isSignedOut =
      answer.kind === 'refused' && (answer.error.code === 'signed_out' || answer.error.code === 'wrong_author')
    if (isSignedOut) void people.refresh() // it never throws
  })
  // What waited for a sign-in goes out by itself once its author is signed in again.
  const release = () => {
    const current = people.session()
    if (current.state !== 'signed_in') return
    const released = store.update('open', entries => releaseSignedOut(entries, current.me.id))
    void released.then(flusher.wake, () => undefined) // a storage that does not answer is asked at the next wake
  }
  people.subscribe(release)
  release()
  return opened
}

/** Lets go of what the server has had for long. A storage that does not answer is asked the next time. */
function prune(store: OutboxStore): void {
  const pruned = store.update('all', entries => pruneConfirmed(entries, device.clock.now()))
  void pruned.catch(() => undefined)
}
