import { failures } from '../shared/failures.ts'
import type { OpsAnswer } from '../shared/op.ts'
import { verdictOf } from './composer/verdict-of.ts'
import type { Answer } from './live/read-answer.ts'

/** What a person reads about a change of the cast's settings; null when it is done. Trying again is always safe. */
export function settingsProblem(answer: Answer<OpsAnswer>, op: string): string | null {
  const verdict = verdictOf(answer, op)
  switch (verdict.kind) {
    case 'settled':
      return null
    case 'sign in':
      return 'Session ended. Nothing was changed; sign in and try again.'
    case 'refused':
      return failures[verdict.because.code].message
    case 'later':
      return 'No answer from the server. Try again; doing it twice does no harm.'
    default:
      return verdict satisfies never
  }
}
