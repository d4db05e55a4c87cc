import type { PhotoPreparer } from '../../../lib/client/photos/open-photo-preparer.ts'
import { loadPart } from './load-part.ts'

let preparer: Promise<PhotoPreparer> | undefined

/** What makes photos of files: one for the life of the page, loaded for the first of them. */
export function photoPreparer(): Promise<PhotoPreparer> {
  preparer ??= loadPart(() => import('../../../lib/client/photos/open-photo-preparer.ts')).then(part =>
    part.openPhotoPreparer(),
  )
  return preparer
}
