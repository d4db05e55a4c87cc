import type { Draft } from '../composer/draft.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { KeptPhoto } from './kept-photo.ts'
import { photosOf } from './photos-of.ts'

/**
 * The photos of a cast that nobody needs any more: those of posts that were taken back before they were sent, those that went from a draft, and
 * what the server has had for a week, or the oldest of it beyond 100 MB. Pure. `entries` confirmed ones too; `now` in milliseconds.
 */
export function unneededPhotos(
  photos: readonly KeptPhoto[],
  { entries, draft, now }: { entries: readonly OutboxEntry[]; draft: Draft | null; now: number },
): KeptPhoto[] {
  const asked = new Set(entries.flatMap(photosOf))
  const picked = new Set(draft?.photos.map(({ id }) => id))
  let done = 0
  return [...photos].reverse().filter(photo => {
    // Another tab may be about to put it into its draft.
    if (photo.state === 'picked') return !picked.has(photo.id) && now - photo.at > PICKED_MS
    if (photo.state !== 'done') return !asked.has(photo.id)
    done += photo.bytes
    return now - photo.at > KEEP_MS || done > DONE_BYTES_MAX
  })
}

/**
 * Those of posts that the server has removed: nothing of them stays anywhere. A post that is removed announces nothing any more, and one that was
 * confirmed can only be gone so. Pure. `entries` confirmed ones too, read behind `photos`.
 */
export function photosOfRemoved(photos: readonly KeptPhoto[], entries: readonly OutboxEntry[]): KeptPhoto[] {
  const asked = new Set(entries.flatMap(photosOf))
  const removed = new Set(
    entries.flatMap(({ ask, state }) => (ask.type === 'remove' && state === 'confirmed' ? [ask.post.id] : [])),
  )
  return photos.filter(({ id, post, state }) => removed.has(post) || (state === 'done' && !asked.has(id)))
}

const PICKED_MS = 60 * 60 * 1000
const KEEP_MS = 7 * 24 * 60 * 60 * 1000
const DONE_BYTES_MAX = 100 * 1024 * 1024
