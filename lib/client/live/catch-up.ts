import type { Clock } from './clock.ts'
import type { Patience } from './hedged.ts'
import type { Answer } from './read-answer.ts'
import type { ReaderEvent } from './reader-event.ts'
import type { ReaderState } from './reader-state.ts'
import { askCast, askChanges, askNewest, type Fetch } from './reading-calls.ts'

/** What came of a question. */
export interface Caught {
  event: ReaderEvent
  /** Seconds. */
  retryAfter?: number
  /** It was our server that said no. */
  isRefused?: true
}

/** Asks for what is missing, or for everything after a restart of the log. */
export async function catchUp(fetch: Fetch, reader: ReaderState, patience: Patience): Promise<Caught> {
  const { clock } = patience
  if (reader.mode === 'restarting') return loadAfresh(fetch, reader, patience)
  const answer = await askChanges(fetch, reader, patience)
  if (answer.kind !== 'answer') return notAnswered(answer, clock)
  return { event: { type: 'changes', answer: answer.body, at: clock.now() } }
}

async function loadAfresh(fetch: Fetch, reader: ReaderState, patience: Patience): Promise<Caught> {
  const { clock } = patience
  const at = clock.now()
  const cast = await askCast(fetch, reader, patience)
  if (cast.kind !== 'answer') return notAnswered(cast, clock)
  const page = await askNewest(fetch, reader, patience)
  if (page.kind !== 'answer') return notAnswered(page, clock)
  return { event: { type: 'afresh', cast: cast.body, page: page.body, at } }
}

function notAnswered(answer: Exclude<Answer<unknown>, { kind: 'answer' }>, clock: Clock): Caught {
  const trouble: ReaderEvent = { type: 'trouble', at: clock.now() }
  if (answer.kind === 'trouble') return { event: trouble }
  if (answer.error.code === 'log_restarted') return { event: { type: 'restarted' } }
  if (answer.error.code === 'not_found') return { event: { type: 'gone' } }
  return { event: trouble, retryAfter: answer.error.retryAfter, isRefused: true }
}
