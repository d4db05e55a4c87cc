import type { Owner } from '../outbox/outbox-entry.ts'
import { nextPhoto } from './kept-photo.ts'
import type { PhotoStore } from './photo-store.ts'

/** The server's history is another one now: photos of a cast that it may have lost go up again. */
export async function releasePhotos(store: PhotoStore, owner: Owner): Promise<void> {
  for (const { id } of await store.readPhotos(owner))
    await store.changePhoto(id, kept => nextPhoto(kept, { type: 'released' }))
}
