import type { OutboxEntry } from '../outbox/outbox-entry.ts'

/** The photos that an entry announces: ids. By these and not by its post, which is another one once the server has refused its number. */
export function photosOf({ ask }: OutboxEntry): string[] {
  return ask.type === 'publish' ? (ask.post.media ?? []).map(({ id }) => id) : []
}
