import { isRemoved } from '../../shared/is-removed.ts'
import type { Photo } from '../../shared/photo.ts'
import type { Post, PostState } from '../../shared/post.ts'
import { renderText } from '../../shared/render-text.ts'
import { describedBy } from './change-posts.ts'
import { type OutboxEntry, postIdOf } from './outbox-entry.ts'

/** One of a person's own posts, as they see it: the server's state with what their device has asked for on top. */
export interface OwnPost {
  id: string
  text: string
  html: string
  key: string | null
  media: Photo[]
  capturedAt: string
  /** Null until the server has shown it. */
  receivedAt: string | null
  /** The rev as the server last showed it; null when it never did. */
  known: number | null
  standing: Standing
}

/** How far the newest change of a post has got. `publish`: it is not on the server at all yet. */
export type Standing =
  | { at: 'phone'; entry: OutboxEntry; change: 'publish' | 'revise' | 'remove' }
  | { at: 'server'; rev: number }

/**
 * The person's posts, those on the server in its order and then those that wait, in theirs. Pure. `posts` as far back as a page has loaded them
 * without a hole (`floor`); `entries` of the same cast and person, confirmed ones too, as the page may not have read yet what they made.
 */
export function applyOutbox(
  { posts, floor }: { posts: ReadonlyMap<string, PostState>; floor: number | null },
  { person, entries }: { person: string; entries: readonly OutboxEntry[] },
): OwnPost[] {
  const shown = [...posts.values()]
    .flatMap(post => (isRemoved(post) ? [] : [post]))
    .filter(post => post.author.id === person && post.seq >= (floor ?? 0))
    .sort((a, b) => a.seq - b.seq)
    .map(fromServer)
  const own = new Map(shown.map(post => [post.id, post]))
  for (const entry of entries) applyEntry(own, entry, posts)
  return [...own.values()]
}

function fromServer({ id, text, html, key, media = [], capturedAt, receivedAt, rev }: Post): OwnPost {
  return { id, text, html, key, media, capturedAt, receivedAt, known: rev, standing: { at: 'server', rev } }
}

function applyEntry(own: Map<string, OwnPost>, entry: OutboxEntry, posts: ReadonlyMap<string, PostState>): void {
  const id = postIdOf(entry.ask)
  if (id === null) return
  const known = posts.get(id)?.rev ?? 0
  if (entry.state === 'confirmed' && entry.rev <= known) return // the server's state has it, or something later
  const next = withAsk(own.get(id), entry)
  if (next === undefined) own.delete(id)
  else if (next !== null) own.set(id, next)
}

/** Undefined when the post is gone; null when there is nothing here that the entry could change. */
function withAsk(post: OwnPost | undefined, entry: OutboxEntry): OwnPost | null | undefined {
  const { ask } = entry
  if (ask.type === 'publish') {
    if (post !== undefined) return post // the server has shown it, whatever became of its answer
    const { id, text, key = null, capturedAt } = ask.post
    const media = (ask.post.media ?? []).map(({ bytes, ...photo }) => ({ ...photo, state: 'waiting' as const }))
    const fresh = { id, key, media, capturedAt, receivedAt: null, known: null, ...wordsOf(text) }
    return { ...fresh, standing: standingOf(entry, 'publish') }
  }
  if (post === undefined) return null
  const isNew = post.standing.at === 'phone' && post.standing.change === 'publish'
  if (ask.type === 'remove') {
    // What nobody has read is gone at once; what others have read, when they cannot any more.
    return isNew || entry.state === 'confirmed' ? undefined : { ...post, standing: standingOf(entry, 'remove') }
  }
  if (ask.type !== 'revise') return post
  const { text = post.text, key = post.key } = ask.post
  const media = describedBy(ask.post.media, post.media)
  return { ...post, key, media, ...wordsOf(text), standing: isNew ? post.standing : standingOf(entry, 'revise') }
}

function wordsOf(text: string): Pick<OwnPost, 'text' | 'html'> {
  return { text, html: renderText(text) }
}

function standingOf(entry: OutboxEntry, change: 'publish' | 'revise' | 'remove'): Standing {
  return entry.state === 'confirmed' ? { at: 'server', rev: entry.rev } : { at: 'phone', entry, change }
}
