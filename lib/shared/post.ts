import { z } from 'zod'
import { Id } from './ids.ts'
import { Photo } from './photo.ts'
import { Rev } from './position.ts'

/** One update. `seq`, the rev of its creation, is its place on screen; `html` is rendered from `text` by the server; `media` is there with photos only. */
export const Post = z.object({
  id: Id,
  seq: Rev,
  rev: Rev,
  author: z.object({ id: Id, name: z.string() }),
  text: z.string(),
  html: z.string(),
  key: z.string().nullable(),
  media: z.array(Photo).min(1).optional(),
  capturedAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  editedAt: z.iso.datetime().optional(),
})
export type Post = z.infer<typeof Post>

/** What is left of a post that its author took back. */
export const RemovedPost = z.object({ id: Id, seq: Rev, rev: Rev, removed: z.literal(true) })
export type RemovedPost = z.infer<typeof RemovedPost>

/** A post as it stands after a change. */
export const PostState = z.union([Post, RemovedPost])
export type PostState = z.infer<typeof PostState>
