import type { CastAnswer, ChangesAnswer, PostsAnswer } from '../../shared/change.ts'
import { formatPosition } from '../../shared/format-position.ts'
import { type Answer, isCastAnswer, isChangesAnswer, isPostsAnswer, readAnswer } from './read-answer.ts'
import type { ReaderState } from './reader-state.ts'

export type Fetch = (address: string, options: { signal: AbortSignal }) => Promise<Response>

/** What changed since the reader's position; the server first catches up to what the reader has heard of. */
export function askChanges(fetch: Fetch, { cast, position, heard }: ReaderState): Promise<Answer<ChangesAnswer>> {
  const query = new URLSearchParams({ since: formatPosition(position) })
  if (heard > position.rev) query.set('atLeast', String(heard))
  return ask(fetch, `/api/casts/${cast.id}/changes?${query}`, isChangesAnswer)
}

/** The page of posts before the `seq` `before`. */
export function askOlder(fetch: Fetch, { cast, position }: ReaderState, before: number): Promise<Answer<PostsAnswer>> {
  const query = new URLSearchParams({ before: String(before), atLeast: String(position.rev) })
  return ask(fetch, `/api/casts/${cast.id}/posts?${query}`, isPostsAnswer)
}

export function askCast(fetch: Fetch, { cast }: ReaderState): Promise<Answer<CastAnswer>> {
  return ask(fetch, `/api/casts/${cast.id}`, isCastAnswer)
}

export function askNewest(fetch: Fetch, { cast }: ReaderState): Promise<Answer<PostsAnswer>> {
  return ask(fetch, `/api/casts/${cast.id}/posts`, isPostsAnswer)
}

// Long enough for a page of posts on a bad network, short enough that a dead one is noticed.
const DEADLINE_MS = 10_000

/** One question with a deadline. Never throws: what does not come back is trouble. */
export async function ask<Body>(
  fetch: Fetch,
  address: string,
  isOurs: (body: unknown) => body is Body,
): Promise<Answer<Body>> {
  try {
    return await readAnswer(await fetch(address, { signal: AbortSignal.timeout(DEADLINE_MS) }), isOurs)
  } catch {
    return { kind: 'trouble' } // no answer is what a reader must live with; the caller counts it and asks again
  }
}
