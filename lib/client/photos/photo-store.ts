import type { Owner } from '../outbox/outbox-entry.ts'
import type { KeptPhoto } from './kept-photo.ts'

/** Where a device keeps photos: beside the outbox, so that a post and its photos are asked for in one step. Writes are strict, as there. */
export interface PhotoStore {
  /** Keeps one that was picked, and its file: an ArrayBuffer, as Safari loses Blobs that are kept. Rejects where the device cannot keep it. */
  keepPhoto(photo: KeptPhoto, file: ArrayBuffer): Promise<void>
  /** All in a state, or all of one cast. In the order in which they were picked. */
  readPhotos(scope: KeptPhoto['state'] | Owner): Promise<KeptPhoto[]>
  readPhoto(id: string): Promise<KeptPhoto | null>
  readPhotoFile(id: string): Promise<ArrayBuffer | null>
  /** Writes what `change` makes of it, if it is there; null lets go of it and its file. */
  changePhoto(id: string, change: (photo: KeptPhoto) => KeptPhoto | null): Promise<void>
}
