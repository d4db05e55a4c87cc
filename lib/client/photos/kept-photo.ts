import type { FailureCode } from '../../shared/failures.ts'
import type { NewPhoto } from '../../shared/photo.ts'
import type { Owner } from '../outbox/outbox-entry.ts'

/** A photo on its author's device, as it is announced with `post`. Its file is kept beside it. */
export type KeptPhoto = Owner & NewPhoto & { post: string } & PhotoProgress

/** Times in milliseconds of the device's clock. */
export type PhotoProgress =
  /** In the composer: its post is not asked for yet. */
  | { state: 'picked'; at: number }
  /** Goes up once its post is on the server. `sent`: bytes that the server has; due from `notBefore` on, which was set at `since`. */
  | { state: 'waiting'; sent: number; attempt: number; since: number; notBefore: number }
  /** The server has it. Kept for a while, should a backup lose it. */
  | { state: 'done'; at: number }
  /** The server will not have it. */
  | { state: 'refused'; code: FailureCode }

/** `post` is asked for with it: it may go as soon as that has arrived. A photo that is further stays as it is. */
export function asWaiting(photo: KeptPhoto, post: string): KeptPhoto {
  return photo.state === 'picked' ? { ...factsOf(photo), post, ...FRESH } : photo
}

export type PhotoEvent =
  | { type: 'sent'; offset: number }
  | { type: 'done'; at: number }
  | { type: 'refused'; code: FailureCode }
  | { type: 'unreachable'; at: number; retryAt: number }
  /** Something says that trying now may work, or the person does. */
  | { type: 'woken' }
  /** The server was restored from a backup: it may have lost what it had of it. */
  | { type: 'released' }

/** Pure; the same photo when nothing changes. */
export function nextPhoto(photo: KeptPhoto, event: PhotoEvent): KeptPhoto {
  if (photo.state === 'picked') return photo
  if (event.type === 'released') return photo.state === 'waiting' ? photo : { ...factsOf(photo), ...FRESH }
  if (photo.state !== 'waiting') return photo
  switch (event.type) {
    case 'sent':
      return { ...photo, sent: event.offset, attempt: 0, since: 0, notBefore: 0 }
    case 'done':
      return { ...factsOf(photo), state: 'done', at: event.at }
    case 'refused':
      return { ...factsOf(photo), state: 'refused', code: event.code }
    case 'unreachable':
      return { ...photo, attempt: photo.attempt + 1, since: event.at, notBefore: event.retryAt }
    case 'woken':
      return photo.notBefore === 0 ? photo : { ...photo, since: 0, notBefore: 0 }
    default:
      return event satisfies never
  }
}

/** Milliseconds until it may be tried; a clock that was put back makes it due. */
export function waitOf(photo: KeptPhoto, now: number): number {
  if (photo.state !== 'waiting' || now < photo.since) return 0
  return Math.max(photo.notBefore - now, 0)
}

const FRESH = { state: 'waiting', sent: 0, attempt: 0, since: 0, notBefore: 0 } as const

function factsOf({
  id,
  person,
  cast,
  post,
  width,
  height,
  thumbhash,
  alt,
  bytes,
}: KeptPhoto): Owner & NewPhoto & { post: string } {
  return { id, person, cast, post, width, height, thumbhash, alt, bytes }
}
