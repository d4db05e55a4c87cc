import type { FailureCode } from '../../shared/failures.ts'
import type { PublishOp } from '../../shared/op.ts'
import { budgetOf, postOf } from './post-of.ts'

/**
 * What stands in the composer of one cast and one person: one post, and no second one until it is settled.
 *
 * - Its ids are there from the first character.
 * - Once sent it is frozen, and the same op goes out again until the server has answered for it: any try may have arrived.
 * - Only `applied` or `replayed` empties the composer.
 * - A refusal says that nothing was stored, so the text may be edited. It gets a new op id, as the old one belongs to the old body,
 *   and keeps its post id: should an earlier try still arrive, the second post would be a `conflict`, never a double.
 * - After a `conflict` something else has that post id, so the text gets a new one.
 */
export type Draft =
  | { state: 'writing'; ids: DraftIds; typed: string; isKey: boolean; refused: RefusedBecause | null }
  | { state: 'sending'; op: PublishOp; typed: string; isKey: boolean; attempt: number }
  | { state: 'waiting'; op: PublishOp; typed: string; isKey: boolean; attempt: number; triedAt: number }
  | { state: 'signed_out'; op: PublishOp; typed: string; isKey: boolean; attempt: number; code: SignInCode }

/** UUIDv7 of the op and of the post. */
export interface DraftIds {
  op: string
  post: string
}

/** `over`: by how many characters the text is too long. */
export interface RefusedBecause {
  code: FailureCode
  over?: number
}

export type SignInCode = 'signed_out' | 'wrong_author'

/** What can happen to a draft. `fresh` are ids for what comes next, should they be needed; times in milliseconds. */
export type DraftEvent =
  | { type: 'typed'; typed: string }
  | { type: 'key toggled' }
  | { type: 'posted'; at: number }
  | { type: 'tried again' }
  | { type: 'settled'; op: string; fresh: DraftIds }
  | { type: 'refused'; op: string; because: RefusedBecause; fresh: DraftIds }
  | { type: 'unreachable'; op: string; at: number }
  | { type: 'signed out'; op: string; code: SignInCode }
  /** Another tab changed what is kept: `before` and `kept` as `parseDraft` gives them. */
  | { type: 'kept elsewhere'; before: Draft | null; kept: Draft | null; fresh: DraftIds }

export function blankDraft(ids: DraftIds): Draft {
  return { state: 'writing', ids, typed: '', isKey: false, refused: null }
}

/** Pure; the same draft when nothing changes. Answers count by op id, also when they come late. */
export function nextDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.type) {
    case 'typed':
      return draft.state === 'writing' ? { ...draft, typed: event.typed, refused: null } : draft
    case 'key toggled':
      return draft.state === 'writing' ? { ...draft, isKey: !draft.isKey } : draft
    case 'posted':
      return post(draft, event.at)
    case 'tried again':
      return tryAgain(draft)
    case 'settled':
      return opIdOf(draft) === event.op ? blankDraft(event.fresh) : draft
    case 'refused':
      return refuse(draft, event)
    case 'unreachable':
      if (draft.state !== 'sending' || draft.op.op !== event.op) return draft
      return { ...draft, state: 'waiting', triedAt: event.at }
    case 'signed out':
      if (draft.state === 'writing' || draft.op.op !== event.op) return draft
      return { state: 'signed_out', ...frozen(draft), code: event.code }
    case 'kept elsewhere':
      return followOtherTab(draft, event)
    default:
      return event satisfies never
  }
}

/** True when Post would send it. */
export function canPost(draft: Draft): boolean {
  return draft.state === 'writing' && !isBlank(draft) && budgetOf(draft.typed, draft) >= 0
}

/** True when there is nothing in it to keep. */
export function isBlank({ typed, isKey }: Draft): boolean {
  return postOf(typed, { isKey }).text === ''
}

/** Of one post all tries and all edits share this. */
export function postIdOf(draft: Draft): string {
  return draft.state === 'writing' ? draft.ids.post : draft.op.post.id
}

/** Of one try and its repeats: an edit after a refusal has another. */
export function opIdOf(draft: Draft): string {
  return draft.state === 'writing' ? draft.ids.op : draft.op.op
}

type Frozen = Exclude<Draft, { state: 'writing' }>

function frozen({ op, typed, isKey, attempt }: Frozen) {
  return { op, typed, isKey, attempt }
}

function post(draft: Draft, at: number): Draft {
  if (draft.state !== 'writing') return draft
  if (isBlank(draft)) return { ...draft, refused: { code: 'text_empty' } }
  if (!canPost(draft)) return draft
  const { ids, typed, isKey } = draft
  const capturedAt = new Date(at).toISOString()
  const op: PublishOp = {
    op: ids.op,
    type: 'publish',
    post: { id: ids.post, capturedAt, ...postOf(typed, { isKey }) },
  }
  return { state: 'sending', op, typed, isKey, attempt: 1 }
}

function tryAgain(draft: Draft): Draft {
  if (draft.state !== 'waiting' && draft.state !== 'signed_out') return draft
  return { state: 'sending', ...frozen(draft), attempt: draft.attempt + 1 }
}

function refuse(draft: Draft, { op, because, fresh }: Extract<DraftEvent, { type: 'refused' }>): Draft {
  if (draft.state === 'writing' || draft.op.op !== op) return draft
  const ids = because.code === 'conflict' ? fresh : { op: fresh.op, post: draft.op.post.id }
  return { state: 'writing', ids, typed: draft.typed, isKey: draft.isKey, refused: because }
}

// Tabs share one draft: an empty one takes over, so that both have the same ids and none overwrites the other's text.
function followOtherTab(draft: Draft, { before, kept, fresh }: Extract<DraftEvent, { type: 'kept elsewhere' }>): Draft {
  if (draft.state === 'sending') return draft // its answer says what became of it
  if (kept !== null) return isBlank(draft) || postIdOf(kept) === postIdOf(draft) ? kept : draft
  if (before === null || postIdOf(before) !== postIdOf(draft)) return draft
  return before.typed === draft.typed || draft.state !== 'writing' ? blankDraft(fresh) : { ...draft, ids: fresh }
}
