import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import { failures } from '../../../lib/shared/failures.ts'
import { PHOTOS_PER_CAST } from '../../../lib/shared/limits.ts'
import type { Photo, PhotoTrouble } from '../../../lib/shared/photo.ts'

/** How far a photo has got. `words` are null when there is nothing left to say; `done`, from 0 to 1, while its bytes are on their way. */
export function photoProgress(
  photo: Photo,
  kept: KeptPhoto | undefined,
): { words: string | null; done: number | null } {
  if (photo.state === 'ready') return { words: null, done: null }
  if (photo.state === 'refused') return { words: TROUBLE[photo.trouble ?? 'unreadable'], done: null }
  if (kept === undefined) return { words: 'Not here: it comes from where it was picked', done: null }
  switch (kept.state) {
    case 'refused':
      return { words: failures[kept.code].message, done: null }
    case 'done':
      return { words: 'On the server', done: 1 }
    case 'waiting':
      return { words: kept.sent === 0 ? 'Waiting' : partly(kept.sent, kept.bytes), done: kept.sent / kept.bytes }
    case 'picked':
      return { words: 'Waiting', done: 0 }
    default:
      return kept satisfies never
  }
}

function partly(sent: number, bytes: number): string {
  return `${Math.floor((100 * sent) / bytes)} % of ${(bytes / 1_000_000).toFixed(1)} MB`
}

const TROUBLE: Record<PhotoTrouble, string> = {
  unreadable: 'The server could not read this photo. Your words are there; post it again in a new post.',
  too_many_pixels: 'This photo is too large for the server. Your words are there; post a smaller copy.',
  cast_full: `This cast has ${PHOTOS_PER_CAST.toLocaleString('en')} photos and takes no more. Your words are there.`,
  expired: 'This photo did not reach the server within a week. Your words are there.',
  withdrawn: 'Taken back before it was there.',
}
