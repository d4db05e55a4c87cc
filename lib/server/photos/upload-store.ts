import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import { isGone } from './drop-bytes.ts'
import { PART_BYTES } from './finish-photo.ts'
import { settlePhoto } from './settle-photo.ts'

/**
 * Where the tus server keeps what it gets: the store's bytes. An upload is there from the moment when its post has announced the photo, so to
 * create it once more, after an answer that was lost, does no harm. Source: https://tus.io/protocols/resumable-upload
 */
export class UploadStore extends DataStore {
  override extensions = ['creation', 'termination']
  constructor(
    private readonly store: Store,
    /** Called with the id of a photo whose bytes have all come; more than once after a crash. */
    private readonly onWhole: (id: string) => Promise<void>,
  ) {
    super()
  }

  override async create(upload: Upload): Promise<Upload> {
    const { bytes } = await this.open(upload.id)
    if (upload.size !== bytes) throw ERRORS.INVALID_LENGTH // not what the post has announced
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const { bytes, state } = await this.open(id)
    const offset = state === 'awaited' ? await this.store.countBytes({ photo: id, file: UPLOAD }) : bytes
    if (offset === bytes && state === 'awaited') await this.onWhole(id) // a crash came in between
    return new Upload({ id, size: bytes, offset })
  }

  /** Keeps what has come also when the connection breaks off in the middle. Resolves with the end of what is kept. */
  override async write(stream: Readable, id: string, from: number): Promise<number> {
    let offset = from
    let waiting: Uint8Array[] = []
    const keep = async () => {
      const bytes = Buffer.concat(waiting)
      waiting = []
      if (bytes.byteLength === 0) return
      if (!(await this.store.appendBytes({ photo: id, file: UPLOAD, offset, bytes }))) throw ERRORS.INVALID_OFFSET
      offset += bytes.byteLength
      const photo = await this.store.readPhoto(id)
      if (photo === null || !isGone(photo)) return
      await this.store.removeBytes({ photo: id }) // its post was removed while this was on its way
      throw ERRORS.FILE_NO_LONGER_EXISTS
    }
    try {
      for await (const chunk of stream) {
        waiting.push(chunk)
        if (waiting.reduce((sum, { byteLength }) => sum + byteLength, 0) >= PART_BYTES) await keep()
      }
    } finally {
      await keep()
    }
    return offset
  }

  /** Its author takes it back. */
  override async remove(id: string): Promise<void> {
    const photo = await this.open(id)
    if (photo.state !== 'awaited') throw ERRORS.INVALID_TERMINATION
    await settlePhoto(this.store, photo, { outcome: { trouble: 'withdrawn' }, now: Date.now() })
  }

  private async open(id: string): Promise<PhotoRecord> {
    const photo = await this.store.readPhoto(id)
    if (photo === null || isGone(photo)) throw ERRORS.FILE_NO_LONGER_EXISTS
    return photo
  }
}
