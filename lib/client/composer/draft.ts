import type { PublishOp } from '../../shared/op.ts'
import { budgetOf, postOf } from './post-of.ts'

/** What stands in the composer of one cast and one person. Its ids are there from the first character, so that no crash and no second tap doubles a post. */
export interface Draft {
  ids: DraftIds
  typed: string
  isKey: boolean
}

/** UUIDv7 of the op and of the post. */
export interface DraftIds {
  op: string
  post: string
}

export function blankDraft(ids: DraftIds): Draft {
  return { ids, typed: '', isKey: false }
}

/** True when there is nothing in it to keep. */
export function isBlank({ typed, isKey }: Pick<Draft, 'typed' | 'isKey'>): boolean {
  return postOf(typed, { isKey }).text === ''
}

/** True when Post would send it. */
export function canPost(draft: Draft): boolean {
  return !isBlank(draft) && budgetOf(draft.typed, draft) >= 0
}

/** The op that it becomes when Post is pressed at `at` (milliseconds). */
export function toPublish({ ids, typed, isKey }: Draft, at: number): PublishOp {
  const capturedAt = new Date(at).toISOString()
  return { op: ids.op, type: 'publish', post: { id: ids.post, capturedAt, ...postOf(typed, { isKey }) } }
}
