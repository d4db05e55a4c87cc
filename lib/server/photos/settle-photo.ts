import { isRemoved } from '../../shared/is-removed.ts'
import { OG_IMAGE, renditionName, renditionWidths } from '../../shared/rendition.ts'
import { appendChange } from '../append-change.ts'
import { Failure } from '../failure.ts'
import { type PhotoRecord, type Store, UPLOAD } from '../store/store.ts'
import { dropBytes } from './drop-bytes.ts'
import { type Outcome, sayPhoto } from './say-photo.ts'

/**
 * Says in the log what became of a photo, under its own id, so that it is said once however often this runs, and by whom. Then, and not before,
 * what nobody needs any more is dropped, by what was said. `now` in milliseconds.
 */
export async function settlePhoto(
  store: Store,
  photo: PhotoRecord,
  { outcome, now }: { outcome: Outcome; now: number },
): Promise<void> {
  await tell(store, photo, { outcome, now })
  const said = (await saidOf(store, photo)) ?? NOTHING_SHOWN
  const isOthers = said.files !== undefined && 'trouble' in outcome // who has said that it is there keeps it too
  if (!isOthers) await settleAsSaid(store, photo, { said, now })
}

/** What the log says of a photo: the names of its renditions, or that there is none to show. */
export interface SaidOfPhoto {
  files: string[] | undefined
}
const NOTHING_SHOWN: SaidOfPhoto = { files: undefined }

/** Null when nothing was said yet. */
export async function saidOf(store: Store, { id, cast }: PhotoRecord): Promise<SaidOfPhoto | null> {
  const entry = await store.readEntryByOp({ cast, op: id })
  if (entry === null) return null
  const media = entry.kind === 'post' && !isRemoved(entry.post) ? (entry.post.media ?? []) : []
  const shown = media.find(photo => photo.id === id && photo.state === 'ready')
  return { files: shown && [...renditionWidths(shown.width).map(renditionName), OG_IMAGE.name] }
}

/** The last step: a photo is ready with its renditions; where there is none to show, all of it is dropped. */
export async function settleAsSaid(
  store: Store,
  photo: PhotoRecord,
  { said: { files }, now }: { said: SaidOfPhoto; now: number },
): Promise<void> {
  const at = new Date(now).toISOString()
  if (files === undefined) return dropBytes(store, photo, at)
  await store.removeBytes({ photo: photo.id, file: UPLOAD }) // before the last step: what the camera wrote into it must not stay
  await store.movePhoto({ id: photo.id, from: photo.state, to: 'ready', at, files })
}

/** Nothing is said where its post is gone, and there is nobody to tell. */
async function tell(
  store: Store,
  photo: PhotoRecord,
  { outcome, now }: { outcome: Outcome; now: number },
): Promise<void> {
  const { id, cast, post: postId } = photo
  const post = await store.readPost({ cast, id: postId })
  if (post === null || isRemoved(post)) return
  const asked = { cast, op: id, fingerprint: 'photo', by: post.author.id, at: now }
  try {
    await appendChange(store, asked, head => sayPhoto(store, photo, { head, outcome }))
  } catch (error) {
    if (!(error instanceof Failure)) throw error // else it was removed meanwhile
  }
}
