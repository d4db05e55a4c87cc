import type { Op, OpsAnswer } from '../shared/op.ts'
import { askServer, isRecord } from './ask-server.ts'
import type { Answer } from './live/read-answer.ts'

export interface OpsBatch {
  /** Id of the cast. */
  cast: string
  /** Id of the person whose device this is. */
  author: string
  ops: Op[]
}

/** Sends 1 to 50 ops in order; the same op again is safe. `now`: this device's clock, milliseconds. */
export function sendOps(
  { cast, author, ops }: OpsBatch,
  now: number,
  signal?: AbortSignal,
): Promise<Answer<OpsAnswer>> {
  const body = { author, sentAt: new Date(now).toISOString(), ops }
  return askServer({ path: `/api/casts/${cast}/ops`, body, isOurs: isOpsAnswer, isRepeatable: true, signal })
}

function isOpsAnswer(body: unknown): body is OpsAnswer {
  return isRecord(body) && typeof body.rev === 'number' && Array.isArray(body.results)
}
