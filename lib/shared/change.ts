import { z } from 'zod'
import { Cast, Counts } from './cast.ts'
import { Position, Rev, Tip } from './position.ts'
import { Post, PostState } from './post.ts'

/** A post as it stands after the change at `rev`, or the cast's settings. */
export const Change = z.union([z.object({ rev: Rev, post: PostState }), z.object({ rev: Rev, cast: Cast })])
export type Change = z.infer<typeof Change>

/** Data of the event. Without `change` (replaced, too large, too far behind) readers fetch it. */
export const ChangeEvent = Position.extend({ counts: Counts.optional(), change: Change.optional() })
export type ChangeEvent = z.infer<typeof ChangeEvent>

/** How far the pusher got, and when; null while it has pushed nothing of this cast. */
export const Pushed = z.object({ rev: Rev, at: z.iso.datetime() }).nullable()
export type Pushed = z.infer<typeof Pushed>

/** GET posts: newest first by `seq`; `next` is the `before` of the following page. `rev` is what the page stands for. */
export const PostsAnswer = Position.extend({ counts: Counts, posts: z.array(Post), next: Rev.nullable() })
export type PostsAnswer = z.infer<typeof PostsAnswer>

/** GET changes: each post once, in its latest state, oldest change first. Covers everything up to `rev`. */
export const ChangesAnswer = z.object({
  rev: Rev,
  tip: Tip,
  counts: Counts,
  changes: z.array(Change),
  more: z.boolean(),
  pushed: Pushed,
})
export type ChangesAnswer = z.infer<typeof ChangesAnswer>

/** GET one cast: `keyMoments` newest first, at most 100. */
export const CastAnswer = Position.extend({ cast: Cast, pinned: Post.nullable(), keyMoments: z.array(Post) })
export type CastAnswer = z.infer<typeof CastAnswer>
