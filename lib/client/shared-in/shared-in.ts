import type { NewPhoto } from '../../shared/photo.ts'
import type { Draft } from '../composer/draft.ts'

/**
 * What another app has shared into this one, as it waits on the device until a person adds it to a post or discards it. Any site can send
 * a form here, so nothing of it goes into a draft unasked.
 */
export interface SharedIn {
  /** UUIDv7. */
  id: string
  text: string
  files: SharedFile[]
}

/** Only browsers that keep Blobs well share files into an app. */
export interface SharedFile {
  name: string
  blob: Blob
}

/** What goes into a draft of something that was shared. */
export interface SharedPart {
  /** All of it, as it waited when this was begun. */
  of: SharedIn
  photos: NewPhoto[]
  /** What waits on. */
  left: SharedFile[]
}

/** Behind what stands there. Pure. */
export function withShared(draft: Draft, { of: { text }, photos }: SharedPart): Draft {
  const typed = [draft.typed.trimEnd(), text].filter(words => words !== '').join('\n')
  return { ...draft, typed: text === '' ? draft.typed : typed, photos: [...draft.photos, ...photos] }
}

/** Whether it still waits as it did: what is taken of it in part has less. Pure. */
export function isUntouched(kept: SharedIn | undefined, { of }: SharedPart): boolean {
  return kept !== undefined && kept.text === of.text && kept.files.length === of.files.length
}

/** What a form says, once each: some apps put the link into the text as well. Pure. */
export function wordsOf(parts: readonly string[]): string {
  const words = [...new Set(parts.map(part => part.trim()).filter(part => part !== ''))]
  return words.filter(part => !words.some(other => other !== part && other.includes(part))).join('\n')
}
