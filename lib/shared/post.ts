import { z } from 'zod'
import { Id } from './ids.ts'
import { Rev } from './position.ts'

/** One update. `seq`, the rev of its creation, is its place on screen; `html` is rendered from `text` by the server. */
export const Post = z.object({
  id: Id,
  seq: Rev,
  rev: Rev,
  author: z.object({ id: Id, name: z.string() }),
  text: z.string(),
  html: z.string(),
  key: z.string().nullable(),
  capturedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  editedAt: z.iso.datetime().optional(),
})
export type Post = z.infer<typeof Post>
