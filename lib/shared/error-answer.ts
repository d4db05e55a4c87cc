import { z } from 'zod'
import { type FailureCode, failures } from './failures.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]] // Object.keys forgets the keys' type

/** What every refused request answers. `retryAfter` in seconds; further fields depend on the code (`path`, `suggestion`, `triesLeft`, `over`). */
export const ErrorAnswer = z.object({
  error: z.looseObject({
    code: z.enum(codes),
    message: z.string(),
    retryAfter: z.number().optional(),
    path: z.string().optional(),
    suggestion: z.string().optional(),
    triesLeft: z.number().optional(),
    over: z.number().optional(),
  }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>
