import type { NextRequest } from 'next/server'
import { openToWrite } from '../open-cast.ts'
import { openUpload } from '../photos/open-upload.ts'
import { runtime } from '../runtime.ts'
import type { PhotoRecord } from '../store/store.ts'
import { requestViewer } from './request-viewer.ts'

/** The photo of a cast for whose bytes a request asks to send, or to know of. Throws as `openToWrite` and `openUpload` do. */
export async function openUploadOf(
  request: NextRequest,
  { cast: named, media: id }: { cast: string; media: string },
): Promise<PhotoRecord> {
  const { store } = runtime()
  const { cast, author } = await openToWrite(store, await requestViewer(request), named)
  return openUpload(store, { id, cast, author, now: Date.now() })
}
