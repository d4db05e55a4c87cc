import type { Logger } from 'pino'
import { keyedQueue } from '../keyed-queue.ts'
import { isStoreUnavailable, type PhotoRecord, type Store } from '../store/store.ts'
import { dropBytes } from './drop-bytes.ts'
import { finishPhoto } from './finish-photo.ts'
import { settlePhoto } from './settle-photo.ts'

/** Finishes what was uploaded, one photo at a time, and gives up what does not come. */
export interface PhotoWork {
  /** Every byte of that photo has come: it is finished behind the answer. */
  uploaded(id: string): Promise<void>
  /** Looks once for what other processes and crashes have left. */
  round(): Promise<void>
  /** Finishes what the last process left, and goes on looking until `stop`. */
  start(): void
  /** Resolves when the photo under way is done. */
  stop(): Promise<void>
}

interface PhotoWorkParts {
  store: Store
  log: Logger
  /** Milliseconds. */
  now: () => number
  /** Has readers told of what is new in a cast. */
  follow: (cast: string) => Promise<unknown>
}

export function createPhotoWork({ store, log, now, follow }: PhotoWorkParts): PhotoWork {
  const inQueue = keyedQueue()
  const underWay = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let isStopped = false

  const settle = async (photo: PhotoRecord) => {
    if (isStopped) return
    try {
      if (photo.state === 'uploaded') await finishPhoto(store, photo, now())
      else if (photo.state === 'going') await dropBytes(store, photo, since(0))
      else await expire(photo)
      await follow(photo.cast)
    } catch (error) {
      if (!isStoreUnavailable(error))
        log.warn({ err: error, photo: photo.id }, 'a photo was not finished; the next sweep tries again')
    }
  }
  const expire = async ({ id }: PhotoRecord) => {
    const photo = await store.readPhoto(id)
    if (photo?.state === 'awaited') await settlePhoto(store, photo, { outcome: { trouble: 'expired' }, now: now() })
  }
  /** Resolves when it is attached to its post, or refused. Never throws: what fails is tried again by the sweep. */
  const finish = (photo: PhotoRecord) => {
    const running =
      underWay.get(photo.id) ?? inQueue('photos', () => settle(photo)).finally(() => underWay.delete(photo.id))
    underWay.set(photo.id, running)
    return running
  }
  const since = (ms: number) => new Date(now() - ms).toISOString()
  const look = async (leftMs: number) => {
    const uploaded = await store.listPhotosIn({ state: 'uploaded', before: since(leftMs), limit: A_ROUND })
    const late = await store.listPhotosIn({ state: 'awaited', before: since(AWAITED_MS), limit: A_ROUND })
    const going = await store.listPhotosIn({ state: 'going', before: since(leftMs), limit: A_ROUND })
    await Promise.all([...uploaded, ...late, ...going].map(finish))
  }
  const sweep = async (leftMs: number) => {
    await look(leftMs).catch(error => {
      if (!isStoreUnavailable(error))
        log.warn({ err: error }, 'photos could not be looked for; the next sweep tries again')
    })
    if (!isStopped) timer = setTimeout(() => void sweep(LEFT_MS), SWEEP_MS).unref()
  }
  return {
    async uploaded(id) {
      await store.movePhoto({ id, from: 'awaited', to: 'uploaded', at: since(0) })
      const photo = await store.readPhoto(id)
      if (photo?.state === 'uploaded') void finish(photo) // which answers for its own failures
    },
    round: () => look(LEFT_MS),
    start: () => void sweep(0),
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await Promise.all(underWay.values())
    },
  }
}

const SWEEP_MS = 10_000
/** What has been waiting for this long has no process any more that works on it. */
const LEFT_MS = 60_000
/** Confirmed posts stay on their device for as long. */
const AWAITED_MS = 7 * 24 * 60 * 60 * 1000
const A_ROUND = 20
