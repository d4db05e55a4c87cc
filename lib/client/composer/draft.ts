import { PHOTOS_MAX } from '../../shared/limits.ts'
import type { PublishOp } from '../../shared/op.ts'
import type { NewPhoto } from '../../shared/photo.ts'
import { budgetOf, postOf } from './post-of.ts'

/** What stands in the composer of one cast and one person. Its ids are there from the first character, so that no crash and no second tap doubles a post. */
export interface Draft {
  ids: DraftIds
  typed: string
  isKey: boolean
  /** Those that were picked, as they will be announced, in their order. The files are kept beside the draft. */
  photos: NewPhoto[]
}

/** UUIDv7 of the op and of the post. */
export interface DraftIds {
  op: string
  post: string
}

export function blankDraft(ids: DraftIds): Draft {
  return { ids, typed: '', isKey: false, photos: [] }
}

/** True when there is nothing in it to keep. */
export function isBlank({
  typed,
  isKey,
  photos,
}: {
  typed: string
  isKey: boolean
  photos: readonly unknown[]
}): boolean {
  return photos.length === 0 && postOf(typed, { isKey }).text === ''
}

/** True when Post would send it. */
export function canPost(draft: Draft): boolean {
  return !isBlank(draft) && budgetOf(draft.typed, draft) >= 0 && draft.photos.length <= PHOTOS_MAX
}

/** The op that it becomes when Post is pressed at `at` (milliseconds). */
export function toPublish({ ids, typed, isKey, photos }: Draft, at: number): PublishOp {
  const capturedAt = new Date(at).toISOString()
  const media = photos.length > 0 && { media: photos }
  return { op: ids.op, type: 'publish', post: { id: ids.post, capturedAt, ...postOf(typed, { isKey }), ...media } }
}
