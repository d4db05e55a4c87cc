import type { ErrorAnswer } from '../shared/error-answer.ts'
import { type FailureCode, failures } from '../shared/failures.ts'

export type FailureDetails = Omit<ErrorAnswer['error'], 'code' | 'message'>

/** What a request or an op is refused with. `details` reach the person; `cause` reaches only the server's log. */
export class Failure extends Error {
  override name = 'Failure'
  constructor(
    readonly code: FailureCode,
    readonly details: FailureDetails = {},
    options?: ErrorOptions,
  ) {
    super(failures[code].message, options)
  }

  get status(): number {
    return failures[this.code].status
  }

  /** The `error` of an answer. */
  toError(): ErrorAnswer['error'] {
    return { code: this.code, message: this.message, ...this.details }
  }
}
