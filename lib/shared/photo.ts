import { z } from 'zod'
import { Id } from './ids.ts'
import { PHOTO_BYTES, PHOTO_SIDE, THUMBHASH_MAX } from './limits.ts'

const Side = z.int().min(1).max(PHOTO_SIDE)

/**
 * A photo as its author's device announces it with a post: its bytes follow. Pixels are those of the upright picture, by which pages reserve
 * its space; `thumbhash` in base64 stands there until it has come; `bytes` is the size of the file. Source of the hash: https://evanw.github.io/thumbhash/
 */
export const NewPhoto = z.strictObject({
  id: Id,
  width: Side,
  height: Side,
  thumbhash: z.base64().max(THUMBHASH_MAX),
  alt: z.string(),
  bytes: z.int().min(1).max(PHOTO_BYTES),
})
export type NewPhoto = z.infer<typeof NewPhoto>

/** Other words for what a photo of a post shows. */
export const PhotoWords = NewPhoto.pick({ id: true, alt: true })
export type PhotoWords = z.infer<typeof PhotoWords>

/**
 * Why a photo will never be shown. `cast_full`: its cast had as many as one takes; `expired`: its bytes did not come in time; `withdrawn`: its author
 * took it back before they had.
 */
export const PhotoTrouble = z.enum(['unreadable', 'too_many_pixels', 'cast_full', 'expired', 'withdrawn'])
export type PhotoTrouble = z.infer<typeof PhotoTrouble>

/** A photo of a post: `waiting` for its bytes, `ready`, or `refused`. `alt` is empty where its author gave no words for it. */
export const Photo = NewPhoto.omit({ bytes: true }).extend({
  state: z.enum(['waiting', 'ready', 'refused']),
  trouble: PhotoTrouble.optional(),
})
export type Photo = z.infer<typeof Photo>
