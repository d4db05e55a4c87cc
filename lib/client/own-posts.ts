import { isRemoved } from '../shared/is-removed.ts'
import type { Post, PostState } from '../shared/post.ts'
import type { SentPost } from './composer/open-composer.ts'
import type { ReaderState } from './live/reader-state.ts'

/** One of the person's own posts: as the server shows it, or as it was sent until that comes back. */
export type OwnPost = { kind: 'shown'; post: Post } | { kind: 'sent'; post: SentPost }

/** The person's posts, oldest first, as far back as the page has loaded without a hole. */
export function ownPosts(
  reader: Pick<ReaderState, 'posts' | 'floor'> | null,
  { person, sent }: { person: string; sent: readonly SentPost[] },
): OwnPost[] {
  const posts = reader?.posts ?? new Map<string, PostState>()
  const floor = reader?.floor ?? 0
  const shown = [...posts.values()]
    .flatMap(post => (isRemoved(post) ? [] : [post]))
    .filter(post => post.author.id === person && post.seq >= floor)
  return [
    ...shown.map(post => ({ kind: 'shown', post }) as const),
    ...sent.filter(post => !posts.has(post.id)).map(post => ({ kind: 'sent', post }) as const),
  ].sort((a, b) => placeOf(a) - placeOf(b))
}

function placeOf(own: OwnPost): number {
  return own.kind === 'shown' ? own.post.seq : own.post.rev
}
