import { z } from 'zod'
import { Cast, Visibility } from './cast.ts'
import { Id } from './ids.ts'
import { Photo } from './photo.ts'

/** Body of POST /api/casts. The id is made on the device, so that sending it twice makes one cast. */
export const NewCast = z.strictObject({
  id: Id,
  title: z.string(),
  slug: z.string().optional(),
  summary: z.string().optional(),
  visibility: Visibility.optional(),
  startsAt: z.iso.datetime().nullable().optional(),
  timeZone: z.string().optional(),
  lang: z.string().optional(),
})
export type NewCast = z.infer<typeof NewCast>

export const NewCastAnswer = z.object({ cast: Cast })

/** A cast in a list, with the words of its newest post; the first live one with a photo of its newest posts. */
export const CastListing = Cast.extend({
  newest: z.object({ text: z.string(), capturedAt: z.iso.datetime() }).nullable(),
  photo: Photo.optional(),
})
export type CastListing = z.infer<typeof CastListing>

/** GET /api/casts: `live` and `upcoming` come with the first page only; `next` pages through `past`. */
export const CastsAnswer = z.object({
  live: z.array(CastListing),
  upcoming: z.array(CastListing),
  past: z.array(CastListing),
  next: z.int().nullable(),
})
export type CastsAnswer = z.infer<typeof CastsAnswer>

/** GET /api/me: null when nobody is signed in. `casts` are the person's own, newest first, private ones too. */
export const MeAnswer = z.object({
  me: z.object({ id: Id, name: z.string() }).nullable(),
  casts: z.array(CastListing),
  next: z.int().nullable(),
})
export type MeAnswer = z.infer<typeof MeAnswer>
