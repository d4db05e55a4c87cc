import { Server } from '@tus/server'
import { PHOTO_BYTES } from '../../shared/limits.ts'
import type { Store } from '../store/store.ts'
import { UploadStore } from './upload-store.ts'

export interface Uploads {
  /** To whom it is answered, and for which photo, was asked before. */
  answer(request: Request): Promise<Response>
}

/** Speaks tus 1.0 with those who may: rights are asked before, see open-upload.ts. `onWhole` hears of a photo whose bytes have all come. Source: https://tus.io/protocols/resumable-upload */
export function createUploads(store: Store, onWhole: (id: string) => Promise<void>): Uploads {
  const datastore = new UploadStore(store, onWhole)
  const server = new Server({
    path: '/api/casts',
    datastore,
    maxSize: PHOTO_BYTES,
    allowedOrigins: [], // only our own pages, and programs
    locker: UNLOCKED,
    // The same one that was asked for rights, whatever else the address says.
    getFileIdFromRequest: request => new URL(request.url).pathname.split('/').at(-1),
    // What is none of tus's own answers is ours to give: a store that is away, or a mistake.
    onResponseError(_request, error) {
      if (!('status_code' in error)) throw error
      return undefined
    },
    namingFunction: (_request, metadata) => metadata?.media ?? '',
    generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
    async onUploadFinish(_request, { id }) {
      await onWhole(id)
      return {}
    },
  })
  return {
    async answer(request) {
      const response = await server.handleWeb(request)
      // To begin again is to ask how far it got: one round trip where tus has two.
      if (response.status === 201) response.headers.set('upload-offset', String(await offsetOf(datastore, response)))
      return response
    },
  }
}

/** Bytes are only ever added at their end, and of two at a time the store lets one in: nobody has to wait for a connection that died. */
const UNLOCKED = { newLock: () => ({ lock: async () => {}, unlock: async () => {} }) }

async function offsetOf(datastore: UploadStore, created: Response): Promise<number> {
  const id = created.headers.get('location')?.split('/').at(-1) ?? ''
  return (await datastore.getUpload(id)).offset
}
