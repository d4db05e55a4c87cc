import { newId } from '../../shared/new-id.ts'
import type { OpsAnswer } from '../../shared/op.ts'
import type { Clock } from '../live/clock.ts'
import type { PageSignals } from '../live/page-signals.ts'
import type { Answer } from '../live/read-answer.ts'
import { askNewCast } from '../new-cast/ask-new-cast.ts'
import { openUploader, type Uploader } from '../photos/open-uploader.ts'
import type { PhotoStore } from '../photos/photo-store.ts'
import { beginUpload, sendPart } from '../photos/send-photo.ts'
import { mayUpload } from '../photos/wifi-only.ts'
import { sendOps } from '../send-ops.ts'
import type { SharedStore } from '../shared-in/shared-store.ts'
import { type FlushLock, type LeaseStore, type LockName, leaseFlushLock, webFlushLock } from './flush-lock.ts'
import { idbOutboxStore } from './idb-outbox-store.ts'
import { type Flusher, openFlusher } from './open-flusher.ts'
import { broadcastNews, type OutboxNews } from './outbox-news.ts'
import type { OutboxStore } from './outbox-store.ts'
import { tellingStore } from './telling-store.ts'

/** This browser's outbox, as a page uses it. */
export interface Outbox {
  store: OutboxStore
  news: OutboxNews
  flusher: Flusher
  photos: PhotoStore
  shared: SharedStore
  uploader: Uploader
  /** Told of every answer that the server gave to ops of a cast. */
  onAnswer(listener: (cast: string, answer: Answer<OpsAnswer>) => void): () => void
}

export interface OutboxParts {
  clock: Clock
  random(): number
  signals: PageSignals
}

export function openOutbox(parts: OutboxParts): Outbox {
  const { clock } = parts
  const listeners = new Set<(cast: string, answer: Answer<OpsAnswer>) => void>()
  const kept = idbOutboxStore()
  const news = broadcastNews()
  const store = tellingStore(kept, news)
  const flusher = openFlusher({
    ...parts,
    store,
    lock: flushLock(kept, clock),
    sendOps: (batch, stopped) => sendOps(batch, clock.now(), stopped),
    startCast: askNewCast,
    onAnswer(cast, answer) {
      for (const listener of listeners) listener(cast, answer)
    },
  })
  const uploader = openUploader({
    ...parts,
    store,
    lock: flushLock(kept, clock, 'pushercast-photos'),
    beginUpload,
    sendPart,
    mayUpload,
  })
  return {
    store,
    photos: store,
    shared: store,
    news,
    flusher,
    uploader,
    onAnswer(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Web Locks are on secure pages only; plain http in a local network is none. */
export function flushLock(leases: LeaseStore, clock: Clock, name?: LockName): FlushLock {
  if ('locks' in navigator) return webFlushLock(navigator.locks, name)
  return leaseFlushLock(leases, { clock, holder: newId(), name })
}
