import type { Photo } from '../../shared/photo.ts'
import type { OwnPost } from './apply-outbox.ts'

/** The words of posts and of their photos, to be copied or kept as a file. `when` writes the time of a post. Pure. */
export function unsentText(posts: readonly OwnPost[], when: (capturedAt: string) => string): string {
  return posts
    .map(({ key, text, capturedAt, media }) =>
      wordsOf([when(capturedAt), key === text ? null : key, text, ...media.map(wordsOfPhoto)]),
    )
    .join('\n\n')
}

function wordsOfPhoto({ alt }: Photo): string {
  return alt === '' ? '[A photo, not in this text]' : `[A photo, not in this text: ${alt}]`
}

function wordsOf(lines: (string | null)[]): string {
  return lines.filter(Boolean).join('\n')
}
