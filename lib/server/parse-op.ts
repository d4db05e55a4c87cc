import { Op } from '../shared/op.ts'
import { Failure } from './failure.ts'
import { pathOf } from './parse.ts'

/** One op of a batch. What an older server does not know yet is `unknown_op` (try again later); what is wrong is `invalid`. */
export function parseOp(value: unknown): Op {
  const result = Op.safeParse(value)
  if (result.success) return result.data
  const unknown = result.error.issues.every(issue => UNKNOWN.has(issue.code)) && hasType(value)
  throw new Failure(unknown ? 'unknown_op' : 'invalid', { path: pathOf(result.error) }, { cause: result.error })
}

const UNKNOWN = new Set(['unrecognized_keys', 'invalid_union'])

function hasType(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
}

/** The id to answer under, also when the rest cannot be read. */
export function opIdOf(value: unknown): string | null {
  return stringIn(value, 'op')
}

/** The post that an op is about, also when the rest cannot be read. */
export function postIdOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'post' in value ? stringIn(value.post, 'id') : null
}

function stringIn(value: unknown, name: string): string | null {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return typeof found === 'string' ? found : null
}
