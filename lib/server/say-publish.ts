import { GRACE_MS } from '../shared/limits.ts'
import type { PublishOp } from '../shared/op.ts'
import type { NewPhoto, Photo } from '../shared/photo.ts'
import type { Said } from './append-change.ts'
import { type Clocks, correctTime } from './correct-time.ts'
import { Failure } from './failure.ts'
import { claimPhotos } from './photos/claim-photos.ts'
import { readAlt, readKey, readText } from './read-words.ts'
import type { CastRecord, Person, Store } from './store/store.ts'

/**
 * What a `publish` adds to the log. Throws `text_empty`, `text_too_long` (by how much: `over`), `invalid` for a key that is
 * too long, `conflict` when the post exists, `cast_ended`, `photo_taken`.
 */
export async function sayPublish(
  store: Store,
  op: PublishOp,
  { head, author, clocks }: { head: CastRecord; author: Person; clocks: Clocks },
): Promise<Said> {
  const { id } = op.post
  const media = op.post.media?.map(newPhoto)
  const text = readText(op.post.text, { hasPhotos: media !== undefined })
  const key = readKey(op.post.key)
  if ((await store.readPost({ cast: head.id, id })) !== null) throw new Failure('conflict')
  const capturedAt = correctTime(Date.parse(op.post.capturedAt), clocks)
  refuseAfterEnd(head, capturedAt, clocks.receivedAt)
  const receivedAt = new Date(clocks.receivedAt).toISOString()
  if (op.post.media) await claimPhotos(store, op.post.media, { cast: head.id, post: id, at: receivedAt })
  return {
    kind: 'post',
    counts: {
      ...head.counts,
      posts: head.counts.posts + 1,
      keyMoments: head.counts.keyMoments + (key === null ? 0 : 1),
    },
    post: {
      id,
      seq: head.position.rev + 1,
      author: { id: author.id, name: author.name },
      text,
      key,
      ...(media && { media }),
      capturedAt: new Date(capturedAt).toISOString(),
      receivedAt,
    },
  }
}

function newPhoto({ bytes, alt, ...photo }: NewPhoto): Photo {
  return { ...photo, alt: readAlt(alt), state: 'waiting' }
}

function refuseAfterEnd({ settings }: CastRecord, capturedAt: number, receivedAt: number): void {
  if (settings.endedAt === null) return
  const end = Date.parse(settings.endedAt)
  if (capturedAt > end || receivedAt > end + GRACE_MS) throw new Failure('cast_ended')
}
