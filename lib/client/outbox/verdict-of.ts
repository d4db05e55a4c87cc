import type { Pushed } from '../../shared/change.ts'
import { failures } from '../../shared/failures.ts'
import type { OpResult, OpsAnswer } from '../../shared/op.ts'
import type { Answer } from '../live/read-answer.ts'
import type { RefusedBecause, SignInCode } from './outbox-entry.ts'

/** What the server's answer means for one op. `later` is never a reason to give up; `retryAfter` in seconds. */
export type Verdict =
  | { kind: 'settled'; rev: number; pushed: Pushed }
  | { kind: 'refused'; because: RefusedBecause }
  | { kind: 'sign in'; code: SignInCode }
  | { kind: 'later'; retryAfter?: number }

/** An answer that does not speak of the op says nothing about it: try again. */
export function verdictOf(answer: Answer<OpsAnswer>, op: string): Verdict {
  if (answer.kind === 'trouble') return { kind: 'later' }
  if (answer.kind === 'refused') return fromError(answer.error)
  const result = answer.body.results.find(each => each.op === op)
  if (result === undefined) return { kind: 'later' }
  if (result.status === 'refused') return fromError(result.error)
  return { kind: 'settled', rev: result.rev, pushed: answer.body.pushed }
}

type OpError = Pick<Extract<OpResult, { status: 'refused' }>['error'], 'code' | 'over' | 'retryAfter'>

function fromError({ code, over, retryAfter }: OpError): Verdict {
  if (code === 'signed_out' || code === 'wrong_author') return { kind: 'sign in', code }
  // Without a row the code is newer than this page, which the server's next answer may mend.
  const retry = Object.hasOwn(failures, code) ? failures[code].retry : 'later'
  return retry === 'never' ? { kind: 'refused', because: { code, over } } : { kind: 'later', retryAfter }
}
