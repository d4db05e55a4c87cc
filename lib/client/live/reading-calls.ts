import type { CastAnswer, ChangesAnswer, PostsAnswer } from '../../shared/change.ts'
import { formatPosition } from '../../shared/format-position.ts'
import { type Clock, systemClock } from './clock.ts'
import { hasSocket } from './contact.ts'
import { hedged, type Patience } from './hedged.ts'
import { type Answer, isCastAnswer, isChangesAnswer, isPostsAnswer, readAnswer } from './read-answer.ts'
import type { ReaderState } from './reader-state.ts'

export type Fetch = (address: string, options: { signal: AbortSignal; cache: 'no-store' }) => Promise<Response>

/** What changed since the reader's position; the server first catches up to what the reader has heard of. */
export function askChanges(
  fetch: Fetch,
  { cast, position, heard }: ReaderState,
  patience: Patience,
): Promise<Answer<ChangesAnswer>> {
  const query = new URLSearchParams({ since: formatPosition(position) })
  if (heard > position.rev) query.set('atLeast', String(heard))
  return ask(fetch, `/api/casts/${cast.id}/changes?${query}`, isChangesAnswer, patience)
}

/** The page of posts before the `seq` `before`. */
export function askOlder(fetch: Fetch, { cast, position }: ReaderState, before: number): Promise<Answer<PostsAnswer>> {
  const query = new URLSearchParams({ before: String(before), atLeast: String(position.rev) })
  return ask(fetch, `/api/casts/${cast.id}/posts?${query}`, isPostsAnswer)
}

export function askCast(fetch: Fetch, { cast }: ReaderState, patience: Patience): Promise<Answer<CastAnswer>> {
  return ask(fetch, `/api/casts/${cast.id}`, isCastAnswer, patience)
}

export function askNewest(fetch: Fetch, { cast }: ReaderState, patience: Patience): Promise<Answer<PostsAnswer>> {
  return ask(fetch, `/api/casts/${cast.id}/posts`, isPostsAnswer, patience)
}

/**
 * For a reader's next question. `attempt`: those in a row that failed. One that has a socket asks once: its network is there, and the
 * server may have much to do. Without one, silence may be a dead connection, or a slow network that needs longer each time.
 */
export function patienceOf({ contact }: ReaderState, { attempt, clock }: { attempt: number; clock: Clock }): Patience {
  if (hasSocket(contact)) return { clock, everyMs: null, lastsMs: DEADLINE_MS }
  return { clock, everyMs: REPEAT_MS, lastsMs: Math.min(FIRST_MS * 2 ** attempt, LONGEST_MS) }
}

/** Without a word for this long, the question goes out once more. Source: README, Outbox. */
export const REPEAT_MS = 2_200
// Long enough for a page of posts on a bad network, short enough that a dead one is noticed.
const DEADLINE_MS = 10_000
const FIRST_MS = 8_000
const LONGEST_MS = 32_000

/** One question with a deadline. Never throws: what does not come back is trouble. */
export function ask<Body>(
  fetch: Fetch,
  address: string,
  isOurs: (body: unknown) => body is Body,
  patience: Patience = ONCE,
): Promise<Answer<Body>> {
  return hedged(async (signal, hear) => {
    try {
      // Through a cache only one of the same questions goes out at a time, and the others wait for it.
      const response = await fetch(address, { signal, cache: 'no-store' })
      hear()
      return await readAnswer(response, isOurs)
    } catch {
      return { kind: 'trouble' } // no answer is what a reader must live with; the caller counts it and asks again
    }
  }, patience)
}

const ONCE: Patience = { clock: systemClock, everyMs: null, lastsMs: DEADLINE_MS }
