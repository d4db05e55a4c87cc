import type { z } from 'zod'
import { Failure } from './failure.ts'

/** Parses what came from outside. Throws `invalid` with the path of the first thing that is wrong. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new Failure('invalid', { path: pathOf(result.error) }, { cause: result.error })
}

/** `ops.0.post.id`: where in the body the first thing is that is wrong. */
export function pathOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return ''
  const keys = issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path
  return keys.map(String).join('.')
}
