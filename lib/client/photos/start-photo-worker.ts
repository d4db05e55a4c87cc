import type { Clock } from '../live/clock.ts'
import type { WorkerWord } from './prepare-worker.ts'
import type { Preparation } from './prepared-photo.ts'

/** A thread beside the page that prepares one photo at a time. Only its end stops a browser from decoding. */
export interface PhotoWorker {
  prepare(file: File, signal?: AbortSignal): Promise<WorkerAnswer>
  end(): void
}

/** `cannot`: not here; the page may. `silent`: nothing came in time, or it was stopped; it has to be ended. */
export type WorkerAnswer = Preparation | { kind: 'cannot' } | { kind: 'silent' }

/** Resolves when it has shown that it can; null where it cannot, or does not come: its file may have to be loaded over a bad network. */
export async function startPhotoWorker(clock: Clock): Promise<PhotoWorker | null> {
  if (typeof Worker === 'undefined') return null
  // As it stands here: Turbopack finds the file by these words.
  const worker = new Worker(new URL('./prepare-worker.ts', import.meta.url), { type: 'module' })
  const first = await nextWord(worker, clock, START_MS)
  if (first.kind !== 'ready') {
    worker.terminate()
    return null
  }
  return {
    async prepare(file, signal) {
      worker.postMessage(file)
      const word = await nextWord(worker, clock, PREPARE_MS, signal)
      return word.kind === 'ready' ? { kind: 'cannot' } : word
    },
    end: () => worker.terminate(),
  }
}

const START_MS = 3_000
/** Much longer than an old phone takes for a photo. */
const PREPARE_MS = 60_000

function nextWord(
  worker: Worker,
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<WorkerWord | { kind: 'silent' }> {
  return new Promise(resolve => {
    const giveUp = () => hear({ kind: 'silent' })
    const cancel = clock.after(ms, giveUp)
    const hear = (word: WorkerWord | { kind: 'silent' }) => {
      cancel()
      signal?.removeEventListener('abort', giveUp)
      resolve(word)
    }
    worker.onmessage = ({ data }: MessageEvent<WorkerWord>) => hear(data)
    worker.onerror = () => hear({ kind: 'cannot' })
    signal?.addEventListener('abort', giveUp)
    if (signal?.aborted) giveUp()
  })
}
