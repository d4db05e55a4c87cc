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

/** Under the id of the photo that it becomes, so that it never becomes two. Only browsers that keep Blobs well share files into an app. */
export interface SharedFile {
  id: string
  name: string
  blob: Blob
}

/** What of it goes into a draft, and what waits on because the post is full. */
export interface SharedPart {
  id: string
  text: string
  photos: NewPhoto[]
  left: SharedFile[]
}

/** Behind what stands there. Pure. */
export function withShared(draft: Draft, { text, photos }: SharedPart): Draft {
  const typed = [draft.typed.trimEnd(), text].filter(words => words !== '').join('\n')
  const own = draft.photos.filter(({ id }) => !photos.some(photo => photo.id === id))
  return { ...draft, typed: text === '' ? draft.typed : typed, photos: [...own, ...photos] }
}

/** What a form says, once each: some apps put the link into the text as well. Pure. */
export function wordsOf(parts: readonly string[]): string {
  const words = [...new Set(parts.map(part => part.trim()).filter(part => part !== ''))]
  return words.filter(part => !words.some(other => other !== part && other.includes(part))).join('\n')
}
