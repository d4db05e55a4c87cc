import { z } from 'zod'
import { type FailureCode, failures } from './failures.ts'
import { PostState } from './post.ts'

const codes = Object.keys(failures) as [FailureCode, ...FailureCode[]] // Object.keys forgets the keys' type

/** What every refused request answers. `retryAfter` in seconds; further fields depend on the code (`path`, `suggestion`, `triesLeft`, `over`; `post`, as it stands now, where a change of it came too late). */
export const ErrorAnswer = z.object({
  error: z.looseObject({
    code: z.enum(codes),
    message: z.string(),
    retryAfter: z.number().optional(),
    path: z.string().optional(),
    suggestion: z.string().optional(),
    triesLeft: z.number().optional(),
    over: z.number().optional(),
    post: PostState.optional(),
  }),
})
export type ErrorAnswer = z.infer<typeof ErrorAnswer>
