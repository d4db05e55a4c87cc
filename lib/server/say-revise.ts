import { isRemoved } from '../shared/is-removed.ts'
import type { ReviseOp } from '../shared/op.ts'
import type { Photo, PhotoWords } from '../shared/photo.ts'
import type { Said } from './append-change.ts'
import { Failure } from './failure.ts'
import { openOwnPost } from './open-own-post.ts'
import { readAlt, readKey, readText } from './read-words.ts'
import type { CastRecord, Person, Store, StoredPost, StoredState } from './store/store.ts'
import { toStateView } from './views.ts'

/**
 * What a `revise` adds to the log: the post with the named fields replaced, edited at `now` (milliseconds). Throws as `sayPublish` does for
 * its words, `invalid` for a photo that is not its own, `post_missing`, `not_yours`, and `conflict` with the post as it stands when that is not the one that the author saw.
 */
export async function sayRevise(
  store: Store,
  op: ReviseOp,
  { head, author, now }: { head: CastRecord; author: Person; now: number },
): Promise<Said> {
  const { id, text, key, media } = op.post
  if (text === undefined && key === undefined && media === undefined) throw new Failure('invalid', { path: 'post' })
  const post = await openOwnPost(store, { cast: head.id, id, author })
  if (isRemoved(post) || !isBasedOn(post, await baseOf(store, head.id, op))) {
    throw new Failure('conflict', { post: toStateView(post) })
  }
  const { rev, tip, said, ...before } = post
  const revised = {
    ...before,
    text: text === undefined ? before.text : readText(text, { hasPhotos: before.media !== undefined }),
    key: key === undefined ? before.key : readKey(key),
    ...(media && { media: describedBy(media, before.media ?? []) }),
    editedAt: new Date(now).toISOString(),
  }
  const keyMoments = head.counts.keyMoments + countKey(revised) - countKey(before)
  return { kind: 'post', counts: { ...head.counts, keyMoments }, post: revised }
}

/** Throws `invalid` for a photo that the post does not have. */
function describedBy(words: PhotoWords[], photos: Photo[]): Photo[] {
  const alts = new Map(words.map(({ id, alt }) => [id, readAlt(alt)]))
  if (words.some(({ id }) => !photos.some(photo => photo.id === id)))
    throw new Failure('invalid', { path: 'post.media' })
  return photos.map(photo => ({ ...photo, alt: alts.get(photo.id) ?? photo.alt }))
}

/** A photo that has arrived since leaves what the author saw as it was. */
function isBasedOn({ rev, said = rev }: StoredPost, base: number | null): boolean {
  return base !== null && base >= said && base <= rev
}

/** The rev that the author's change is based on; null when their own last change of it is not in this log. */
async function baseOf(store: Store, cast: string, { post: { id, base } }: ReviseOp): Promise<number | null> {
  if (typeof base === 'number') return base
  const entry = await store.readEntryByOp({ cast, op: base })
  return entry?.kind === 'post' && entry.post.id === id ? entry.rev : null
}

/** How many key moments a post stands for. */
export function countKey(post: Pick<StoredPost, 'key'> | Extract<StoredState, { removed: true }>): number {
  return 'key' in post && post.key !== null ? 1 : 0
}
