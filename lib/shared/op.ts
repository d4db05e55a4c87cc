import { z } from 'zod'
import { CastSettings } from './cast.ts'
import { Pushed } from './change.ts'
import { ErrorAnswer } from './error-answer.ts'
import { Id } from './ids.ts'
import { OPS_MAX, PHOTOS_MAX } from './limits.ts'
import { NewPhoto, PhotoWords } from './photo.ts'
import { Position, Rev, Tip } from './position.ts'

const Time = z.iso.datetime()

/** Text is measured after cleaning, so that its own codes can say by how much it is over. */
export const PublishOp = z.strictObject({
  op: Id,
  type: z.literal('publish'),
  post: z.strictObject({
    id: Id,
    text: z.string(),
    capturedAt: Time,
    key: z.string().nullable().optional(),
    media: z.array(NewPhoto).min(1).max(PHOTOS_MAX).optional(),
  }),
})
export type PublishOp = z.infer<typeof PublishOp>

/** `base`: the rev of the post that the author was looking at, or the op id of their own last change of it. `media`: what photos of it show. */
export const ReviseOp = z.strictObject({
  op: Id,
  type: z.literal('revise'),
  post: z.strictObject({
    id: Id,
    base: z.union([Rev, Id]),
    text: z.string().optional(),
    key: z.string().nullable().optional(),
    media: z.array(PhotoWords).min(1).max(PHOTOS_MAX).optional(),
  }),
})
export type ReviseOp = z.infer<typeof ReviseOp>

export const RemoveOp = z.strictObject({
  op: Id,
  type: z.literal('remove'),
  post: z.strictObject({ id: Id }),
})
export type RemoveOp = z.infer<typeof RemoveOp>

/** The last write wins, per field. */
export const SettingsOp = z.strictObject({
  op: Id,
  type: z.literal('settings'),
  cast: z
    .strictObject(
      CastSettings.pick({ title: true, summary: true, startsAt: true, endedAt: true, timeZone: true, lang: true })
        .shape,
    )
    .partial(),
})
export type SettingsOp = z.infer<typeof SettingsOp>

export const Op = z.discriminatedUnion('type', [PublishOp, ReviseOp, RemoveOp, SettingsOp])
export type Op = z.infer<typeof Op>

/** Body of POST ops. `author`: whose device it is. `sentAt`: the device's clock at sending. Each op is parsed alone. */
export const OpsBody = z.strictObject({ author: Id, sentAt: Time, ops: z.array(z.unknown()).min(1).max(OPS_MAX) })

const settled = { op: Id, rev: Rev, tip: Tip }
export const OpResult = z.discriminatedUnion('status', [
  z.object({ status: z.literal('applied'), ...settled }),
  z.object({ status: z.literal('replayed'), ...settled }),
  z.object({
    status: z.literal('refused'),
    op: z.string().nullable(),
    error: ErrorAnswer.shape.error.extend({ status: z.int() }),
  }),
])
export type OpResult = z.infer<typeof OpResult>

export const OpsAnswer = Position.extend({ pushed: Pushed, results: z.array(OpResult) })
export type OpsAnswer = z.infer<typeof OpsAnswer>
