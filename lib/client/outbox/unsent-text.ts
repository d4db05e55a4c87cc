import type { OwnPost } from './apply-outbox.ts'

/** The words of posts, to be copied or kept as a file. `when` writes the time of a post. Pure. */
export function unsentText(posts: readonly OwnPost[], when: (capturedAt: string) => string): string {
  return posts
    .map(({ key, text, capturedAt }) => wordsOf([when(capturedAt), key === text ? null : key, text]))
    .join('\n\n')
}

function wordsOf(lines: (string | null)[]): string {
  return lines.filter(Boolean).join('\n')
}
