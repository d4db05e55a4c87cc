import { systemClock } from '../live/clock.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { pageTools } from './page-tools.ts'
import type { PhotoTools } from './photo-tools.ts'
import { preparePhoto } from './prepare-photo.ts'
import type { Preparation } from './prepared-photo.ts'
import { type PhotoWorker, startPhotoWorker, type WorkerAnswer } from './start-photo-worker.ts'

export interface PhotoPreparer {
  /**
   * A file as it was picked, taken, pasted or dropped, as a photo that can be posted. Rejects only when `signal` aborts, with its reason.
   * Any number may be given at once: they are prepared one after the other, so that memory holds one photo.
   */
  prepare(file: File, signal?: AbortSignal): Promise<Preparation>
}

/** What photos are prepared with: a worker, where one can be had, or the page itself. */
export interface PreparerParts {
  startWorker(): Promise<PhotoWorker | null>
  pageTools: PhotoTools
}

/** One for a page. Its worker lives as long as there are photos waiting. */
export function openPhotoPreparer(parts: PreparerParts = DEVICE): PhotoPreparer {
  const queue = oneAtATime()
  let worker: PhotoWorker | null = null
  let isWorkerGood = true
  let waiting = 0

  async function prepareNext(file: File, signal?: AbortSignal): Promise<Preparation> {
    const first = await askWorker(file, signal)
    // The time was over as well if the phone put the page to sleep meanwhile.
    const answer = first.kind === 'silent' ? await askWorker(file, signal) : first
    switch (answer.kind) {
      case 'silent':
        return { kind: 'refused', why: 'too_large' } // for too little memory browsers end a worker without a word
      case 'cannot':
        return preparePhoto(file, parts.pageTools, signal)
      default:
        return answer
    }
  }

  async function askWorker(file: File, signal?: AbortSignal): Promise<WorkerAnswer> {
    if (worker === null && isWorkerGood) worker = await parts.startWorker()
    const answer: WorkerAnswer = (await worker?.prepare(file, signal)) ?? { kind: 'cannot' }
    if (answer.kind === 'cannot') isWorkerGood = false
    if (answer.kind === 'cannot' || answer.kind === 'silent') endWorker()
    signal?.throwIfAborted()
    return answer
  }

  function endWorker(): void {
    worker?.end()
    worker = null
  }

  return {
    async prepare(file, signal) {
      waiting += 1
      try {
        return await queue(() => prepareNext(file, signal), signal)
      } finally {
        waiting -= 1
        if (waiting === 0) endWorker()
      }
    },
  }
}

const DEVICE: PreparerParts = { startWorker: () => startPhotoWorker(systemClock), pageTools }
