import { cleanLine } from '../shared/clean-line.ts'
import { cleanText } from '../shared/clean-text.ts'
import { ALT_MAX, KEY_MAX, TEXT_MAX } from '../shared/limits.ts'
import { Failure } from './failure.ts'

/** A post's text as it is stored; only photos may stand without one. Throws `text_empty`, `text_too_long` (by how much: `over`). */
export function readText(typed: string, { hasPhotos }: { hasPhotos: boolean }): string {
  const text = cleanText(typed)
  if (text === '' && !hasPhotos) throw new Failure('text_empty')
  if (text.length > TEXT_MAX) throw new Failure('text_too_long', { over: text.length - TEXT_MAX })
  return text
}

/** The short title of a key moment; null for none. Throws `invalid`. */
export function readKey(typed: string | null | undefined): string | null {
  const key = cleanLine(typed ?? '')
  if (key.length > KEY_MAX) throw new Failure('invalid', { path: 'post.key', over: key.length - KEY_MAX })
  return key === '' ? null : key
}

/** What a photo shows, in words. Throws `invalid`. */
export function readAlt(typed: string): string {
  const alt = cleanLine(typed)
  if (alt.length > ALT_MAX) throw new Failure('invalid', { path: 'post.media.alt', over: alt.length - ALT_MAX })
  return alt
}
