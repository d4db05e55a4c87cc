import type { Draft } from '../composer/draft.ts'
import type { OutboxEntry } from '../outbox/outbox-entry.ts'
import type { KeptPhoto } from './kept-photo.ts'

/**
 * The photos of a cast that nobody needs any more: those of posts that were taken back before they were sent, those that went from a draft, and
 * what the server has had for a week, or the oldest of it beyond 100 MB. Pure. `entries` confirmed ones too; `now` in milliseconds.
 */
export function unneededPhotos(
  photos: readonly KeptPhoto[],
  { entries, draft, now }: { entries: readonly OutboxEntry[]; draft: Draft | null; now: number },
): KeptPhoto[] {
  const asked = new Set(entries.flatMap(({ ask }) => (ask.type === 'publish' ? [ask.post.id] : [])))
  const picked = new Set(draft?.photos.map(({ id }) => id))
  let done = 0
  return [...photos].reverse().filter(photo => {
    if (photo.state === 'picked') return !picked.has(photo.id)
    if (photo.state !== 'done') return !asked.has(photo.post)
    done += photo.file.byteLength
    return now - photo.at > KEEP_MS || done > DONE_BYTES_MAX
  })
}

const KEEP_MS = 7 * 24 * 60 * 60 * 1000
const DONE_BYTES_MAX = 100 * 1024 * 1024
