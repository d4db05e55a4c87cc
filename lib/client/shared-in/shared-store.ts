import { withOutboxDb } from '../outbox/with-outbox-db.ts'

/** What another app has shared into this one, until a composer has it. */
export interface SharedIn {
  /** UUIDv7. */
  id: string
  text: string
  files: SharedFile[]
}

/** `id`: that of the photo that it may become, so that it becomes one only. */
export interface SharedFile {
  id: string
  name: string
  type: string
  bytes: ArrayBuffer
}

/** Keeps it in one strict step. Rejects where the device cannot. */
export function keepShared(shared: SharedIn): Promise<void> {
  return withOutboxDb(async db => {
    const tx = db.transaction('sharedIn', 'readwrite', { durability: 'strict' })
    await Promise.all([tx.store.put(shared), tx.done])
  })
}

/** In the order in which it came. */
export function readShared(): Promise<SharedIn[]> {
  return withOutboxDb(db => db.getAll('sharedIn'))
}

export function dropShared(id: string): Promise<void> {
  return withOutboxDb(db => db.delete('sharedIn', id))
}
