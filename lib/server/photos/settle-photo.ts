import { isRemoved } from '../../shared/is-removed.ts'
import { appendChange } from '../append-change.ts'
import { Failure } from '../failure.ts'
import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import { dropBytes } from './drop-bytes.ts'
import { type Outcome, sayPhoto } from './say-photo.ts'

/**
 * Says in the log what became of a photo, under its own id, so that it is said once however often this runs. Then, and not before,
 * what nobody needs any more is dropped. `now` in milliseconds.
 */
export async function settlePhoto(
  store: Store,
  photo: PhotoRecord,
  { outcome, files = [], now }: { outcome: Outcome; files?: string[]; now: number },
): Promise<void> {
  const isTold = await tell(store, photo, { outcome, now })
  await keepOrDrop(store, photo, { files: isTold && !('trouble' in outcome) ? files : undefined, now })
}

/** The last step: a photo is ready with its renditions, the names of which are `files`; without any, all of it is dropped, unless somebody else has settled it. */
export async function keepOrDrop(
  store: Store,
  photo: PhotoRecord,
  { files, now }: { files: string[] | undefined; now: number },
): Promise<void> {
  const at = new Date(now).toISOString()
  if (files === undefined) return void (await dropBytes(store, photo, at))
  await store.removeBytes({ photo: photo.id, file: UPLOAD }) // before the last step: what the camera wrote into it must not stay
  await store.movePhoto({ id: photo.id, from: photo.state, to: 'ready', at, files })
}

/** False when its post is gone, and there is nobody to tell. */
async function tell(
  store: Store,
  photo: PhotoRecord,
  { outcome, now }: { outcome: Outcome; now: number },
): Promise<boolean> {
  const { id, cast, post: postId } = photo
  const post = await store.readPost({ cast, id: postId })
  if (post === null || isRemoved(post)) return false
  const asked = { cast, op: id, fingerprint: 'photo', by: post.author.id, at: now }
  try {
    await appendChange(store, asked, head => sayPhoto(store, photo, { head, outcome }))
    return true
  } catch (error) {
    if (error instanceof Failure) return false // it was removed meanwhile
    throw error
  }
}
