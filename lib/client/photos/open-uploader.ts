import { openRunner, type RunnerParts } from '../outbox/open-runner.ts'
import { type FlushPhotosParts, flushPhotos, photosDueIn } from './flush-photos.ts'
import { nextPhoto, type PhotoEvent } from './kept-photo.ts'

export type UploaderParts = Omit<FlushPhotosParts, 'now'> & Pick<RunnerParts, 'lock' | 'clock' | 'signals'>

/** Sends the bytes of photos, whenever that may work. */
export interface Uploader {
  /** Something says that it may work now: a post has arrived, a network is there. */
  wake(): void
  /** Begins, and goes on until the function it returns is called. */
  start(): () => void
}

export function openUploader(parts: UploaderParts): Uploader {
  const { store, clock } = parts
  const flush = { ...parts, now: clock.now }
  const { run, start } = openRunner({
    ...parts,
    pass: stopped => flushPhotos(flush, stopped),
    dueIn: () => photosDueIn(flush),
  })
  const wake = () => void wakeAll().then(run, run) // a storage that does not answer is asked again by the run itself
  async function wakeAll(): Promise<void> {
    const woken: PhotoEvent = { type: 'woken' }
    for (const { id } of await store.readPhotos('waiting')) await store.changePhoto(id, kept => nextPhoto(kept, woken))
  }
  return { wake, start: () => start(wake) }
}
