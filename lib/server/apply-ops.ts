import type { z } from 'zod'
import type { Op, OpResult, OpsAnswer, OpsBody } from '../shared/op.ts'
import { appendChange, type Said } from './append-change.ts'
import { type Clocks, correctTime } from './correct-time.ts'
import { Failure } from './failure.ts'
import { fingerprintOf } from './fingerprint-of.ts'
import { project } from './follow/project.ts'
import { opIdOf, parseOp, postIdOf } from './parse-op.ts'
import { sayPublish } from './say-publish.ts'
import { sayRemove } from './say-remove.ts'
import { sayRevise } from './say-revise.ts'
import { saySettings } from './say-settings.ts'
import type { CastRecord, Person, Store } from './store/store.ts'

export interface OpsParts {
  store: Store
  /** Key of the fingerprints. */
  secret: string
  /** The server's clock, milliseconds. */
  now: number
}

/**
 * Applies a batch in order. A refused op does not stop the others, except later ones on the same post. Trouble with the
 * store throws: what was committed by then is answered `replayed` when the batch comes again. Throws `wrong_author`.
 */
export async function applyOps(
  parts: OpsParts,
  { author, cast, body }: { author: Person; cast: string; body: z.infer<typeof OpsBody> },
): Promise<Omit<OpsAnswer, 'pushed'>> {
  if (body.author !== author.id) throw new Failure('wrong_author')
  const refusedPosts = new Set<string>()
  const results: OpResult[] = []
  let notBefore = Number.NEGATIVE_INFINITY
  for (const received of body.ops) {
    const clocks = { receivedAt: parts.now, sentAt: Date.parse(body.sentAt), notBefore }
    const turn = { received, author, cast, clocks, refusedPosts }
    const { result, time } = await applyOp(parts, turn)
    results.push(result)
    notBefore = time
  }
  const { position } = await project(parts.store, cast)
  return { ...position, results }
}

interface Turn {
  received: unknown
  author: Person
  cast: string
  clocks: Clocks
  refusedPosts: Set<string>
}

/** `time`: what the op in front of the next one counts as. */
async function applyOp(parts: OpsParts, turn: Turn): Promise<{ result: OpResult; time: number }> {
  try {
    const op = parseOp(turn.received)
    const done = await append(parts, op, turn)
    return { result: { op: op.op, ...done }, time: timeOf(op, turn.clocks) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const post = postIdOf(turn.received)
    if (post !== null) turn.refusedPosts.add(post)
    return { result: refused(turn.received, error), time: turn.clocks.notBefore }
  }
}

async function append({ store, secret, now }: OpsParts, op: Op, turn: Turn) {
  if (op.type !== 'settings' && turn.refusedPosts.has(op.post.id)) throw new Failure('blocked')
  const { author, cast, clocks } = turn
  const asked = { cast, op: op.op, fingerprint: fingerprintOf(turn.received, secret), by: author.id, at: now }
  return appendChange(store, asked, head => say(store, op, { head, author, clocks, now }))
}

interface Saying {
  head: CastRecord
  author: Person
  clocks: Clocks
  now: number
}

async function say(store: Store, op: Op, saying: Saying): Promise<Said> {
  switch (op.type) {
    case 'publish':
      return sayPublish(store, op, saying)
    case 'revise':
      return sayRevise(store, op, saying)
    case 'remove':
      return sayRemove(store, op, saying)
    case 'settings':
      return saySettings(op, saying)
    default:
      return op satisfies never
  }
}

function timeOf(op: Op, clocks: Clocks): number {
  return op.type === 'publish' ? correctTime(Date.parse(op.post.capturedAt), clocks) : clocks.notBefore
}

function refused(received: unknown, failure: Failure): OpResult {
  return { op: opIdOf(received), status: 'refused', error: { ...failure.toError(), status: failure.status } }
}
