import { showBadge } from '../client/installed/app-badge.ts'
import { systemClock } from '../client/live/clock.ts'
import { askNewCast } from '../client/new-cast/ask-new-cast.ts'
import { flushOutbox } from '../client/outbox/flush-outbox.ts'
import { idbOutboxStore } from '../client/outbox/idb-outbox-store.ts'
import { flushLock } from '../client/outbox/open-outbox.ts'
import { broadcastNews } from '../client/outbox/outbox-news.ts'
import { tellingStore } from '../client/outbox/telling-store.ts'
import { flushPhotos, photosDueIn } from '../client/photos/flush-photos.ts'
import { beginUpload, sendPart } from '../client/photos/send-photo.ts'
import { mayUpload } from '../client/photos/wifi-only.ts'
import { sendOps } from '../client/send-ops.ts'

/** Sends what waits while no page is open. Rejects while something is left that may go, so that the browser calls again when there is a network. */
export async function flushInWorker(): Promise<void> {
  const kept = idbOutboxStore()
  const store = tellingStore(kept, broadcastNews())
  const parts = {
    store,
    sendOps: (batch: Parameters<typeof sendOps>[0], stopped: AbortSignal) => sendOps(batch, Date.now(), stopped),
    startCast: askNewCast,
    now: Date.now,
    random: Math.random,
    onAnswer() {},
  }
  const stopped = AbortSignal.timeout(LONGEST_MS)
  await flushLock(kept, systemClock).run(() => flushOutbox(parts, stopped), stopped)
  const photos = { store, beginUpload, sendPart, mayUpload, now: Date.now, random: Math.random }
  await flushLock(kept, systemClock, 'pushercast-photos').run(() => flushPhotos(photos, stopped), stopped)
  const left = await kept.read('open')
  showBadge(left.length)
  const isLeft = left.some(({ state }) => state !== 'held') || (await photosDueIn(photos)) !== null
  if (isLeft) throw new Error('Something is left to send.')
}

// Browsers end a worker that is busy for longer.
const LONGEST_MS = 150_000
