import { z } from 'zod'
import { Id } from './ids.ts'

export const Visibility = z.enum(['public', 'private'])

export const Counts = z.object({
  posts: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  photos: z.int().nonnegative(),
  keyMoments: z.int().nonnegative(),
})
export type Counts = z.infer<typeof Counts>

/** What can change in a cast, and changes through its log. Times are ISO 8601 UTC; null means not set. */
export const CastSettings = z.object({
  title: z.string(),
  summary: z.string(),
  visibility: Visibility,
  startsAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  timeZone: z.string(),
  lang: z.string(),
  pinned: Id.nullable(),
  channel: z.string(),
})
export type CastSettings = z.infer<typeof CastSettings>

/** One live-covered event, as readers see it. */
export const Cast = CastSettings.extend({ id: Id, slug: z.string(), createdAt: z.iso.datetime(), counts: Counts })
export type Cast = z.infer<typeof Cast>
