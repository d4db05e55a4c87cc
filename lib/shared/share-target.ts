import { STUDIO_SHELL } from './shells.ts'

/**
 * What another app fills in when a person shares into this one: the manifest names it, the service worker reads it.
 * Source: https://w3c.github.io/web-share-target/
 */
export const SHARE_PATH = '/studio/share'
export const SHARED_WORDS = ['title', 'text', 'url'] as const
export const SHARED_FILES = 'photos'

/** Why nothing of it was kept. `not_ready`: no service worker was there to take it, and the server keeps none of it. */
export type NotShared = (typeof NOT_SHARED)[number]
export const NOT_SHARED = ['too_much', 'not_kept', 'not_ready'] as const

export function notSharedAddress(why: NotShared): string {
  return `${STUDIO_SHELL}?unshared=${why}`
}
