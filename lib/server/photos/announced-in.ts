import { Metadata } from '@tus/server'
import { Id } from '../../shared/ids.ts'
import { Failure } from '../failure.ts'

/** The photo that an `Upload-Metadata` header names. Throws `invalid`. Source: https://tus.io/protocols/resumable-upload#upload-metadata */
export function announcedIn(request: Request): string {
  const named = Id.safeParse(metadataOf(request).media)
  if (!named.success) throw new Failure('invalid', { path: 'Upload-Metadata' })
  return named.data
}

function metadataOf(request: Request): Record<string, string | null> {
  try {
    return Metadata.parse(request.headers.get('upload-metadata') ?? undefined)
  } catch (error) {
    throw new Failure('invalid', { path: 'Upload-Metadata' }, { cause: error })
  }
}
