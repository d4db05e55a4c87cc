import { openRunner, type RunnerParts } from '../outbox/open-runner.ts'
import { type FlushPhotosParts, flushPhotos, photosDueIn } from './flush-photos.ts'
import { type KeptPhoto, nextPhoto, type PhotoEvent } from './kept-photo.ts'
import { photosOf } from './photos-of.ts'

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
    for (const photo of await store.readPhotos('done'))
      if (await isAskedAgain(photo)) await tell(photo, { type: 'released' })
    for (const photo of await store.readPhotos('waiting')) await tell(photo, { type: 'woken' })
  }

  /** The server was restored from a backup, and its post goes out once more: it may have lost the photo too. */
  async function isAskedAgain({ id, person, cast }: KeptPhoto): Promise<boolean> {
    const entries = await store.read({ person, cast })
    return entries.some(entry => entry.state !== 'confirmed' && photosOf(entry).includes(id))
  }

  const tell = ({ id }: KeptPhoto, event: PhotoEvent) => store.changePhoto(id, kept => nextPhoto(kept, event))
  return { wake, start: () => start(wake) }
}
