import { type Draft, type DraftEvent, isBlank, nextDraft, opIdOf, postIdOf } from './draft.ts'
import { type DraftPlace, keepDraft, readDraft } from './kept-draft.ts'

/** What one tab shows, and whether this device keeps it. */
export interface SharedDraft {
  draft: Draft
  isKept: boolean
}

/**
 * The next draft of this tab, kept before it is given back. All tabs share one place on the device, and what stands there may be newer
 * than what this tab knows: an answer or a try never writes over another tab's text, and no tab lets go of a text that is not its own.
 */
export function shareDraft(place: DraftPlace, was: SharedDraft, event: DraftEvent): SharedDraft {
  const draft = nextDraft(was.draft, event)
  const next = { draft, isKept: was.isKept }
  if (event.type === 'kept elsewhere') return followPlace(place, next, event)
  return draft === was.draft ? was : keepNext(place, was.draft, draft, event)
}

function keepNext(place: DraftPlace, was: Draft, draft: Draft, event: DraftEvent): SharedDraft {
  const kept = readDraft(place)
  const isAhead = kept !== null && (opIdOf(kept) !== opIdOf(was) || isSentMeanwhile(kept, was))
  if (!isAhead || mayWriteOver(kept, was, draft, event)) return { draft, isKept: keepDraft(place, draft) }
  return isBlank(draft) || postIdOf(kept) === postIdOf(draft) ? { draft: kept, isKept: true } : { draft, isKept: false }
}

// The same ids with another time would be a conflict: one op goes out, whichever tab was first.
function isSentMeanwhile(kept: Draft, was: Draft): boolean {
  return was.state === 'writing' && kept.state !== 'writing' && opIdOf(kept) === opIdOf(was)
}

// What is typed here and now comes first, but an emptied composer has nothing to keep.
function mayWriteOver(kept: Draft, was: Draft, draft: Draft, { type }: DraftEvent): boolean {
  const isByHand = type === 'typed' || type === 'key toggled' || type === 'posted'
  return isByHand && !isBlank(draft) && !isSentMeanwhile(kept, was)
}

// The place is free again once the other tab has let go: a text that had to give way returns to it. What is being sent waits for its answer.
function followPlace(place: DraftPlace, next: SharedDraft, event: Extract<DraftEvent, { type: 'kept elsewhere' }>) {
  const { draft } = next
  const kept = readDraft(place)
  if (kept !== null) return { draft, isKept: isBlank(draft) || postIdOf(kept) === postIdOf(draft) }
  if (event.kept !== null || draft.state === 'sending') return next
  return { draft, isKept: keepDraft(place, draft) }
}
