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
  const server = new Server({
    path: '/api/casts',
    datastore: new UploadStore(store, onWhole),
    maxSize: PHOTO_BYTES,
    allowedOrigins: [], // only our own pages, and programs
    namingFunction: (_request, metadata) => metadata?.media ?? '',
    generateUrl: (request, { id }) => `${new URL(request.url).pathname.replace(/\/$/, '')}/${id}`,
    async onUploadFinish(_request, { id }) {
      await onWhole(id)
      return {}
    },
  })
  return { answer: request => server.handleWeb(request) }
}
