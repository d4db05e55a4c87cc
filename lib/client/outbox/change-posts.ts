import type { ReviseOp } from '../../shared/op.ts'
import type { PhotoWords } from '../../shared/photo.ts'
import type { DraftIds } from '../composer/draft.ts'
import { newEntry, type OutboxEntry, type Owner, postIdOf } from './outbox-entry.ts'
import type { Change } from './outbox-store.ts'

/** What the person makes of one of their posts. `known`: its rev as the server last showed it; null when it never did. */
export interface PostChange {
  owner: Owner
  post: string
  known: number | null
}

export interface Words {
  text: string
  key: string | null
}

/** All that may be said otherwise of a post: `media` where it has photos. */
export interface Edited extends Words {
  media?: PhotoWords[]
}

/**
 * Gives a post and its photos other words. What was never sent is changed where it stands, and so is what the server has refused, under a new op id: nothing
 * of the old one is stored. Anything else may have arrived, so a `revise` follows it. `fresh`: ids, should they be needed.
 */
export function editPost(
  entries: readonly OutboxEntry[],
  { owner, post, known }: PostChange,
  { edited, fresh }: { edited: Edited; fresh: DraftIds },
): Change<void> {
  const own = entries.filter(({ ask }) => postIdOf(ask) === post)
  const unsent = own.filter(entry => entry.ask.type === 'revise' && mayChange(entry)).map(({ key }) => key)
  const publish = own.find(({ ask }) => ask.type === 'publish')
  if (publish?.ask.type === 'publish' && mayChange(publish)) {
    const { ask } = publish
    const ids = idsOf(publish, fresh)
    const { media, ...words } = edited
    const described = ask.post.media && { media: describedBy(media, ask.post.media) }
    const post = { ...ask.post, id: ids.post, ...words, ...described }
    return {
      put: [{ ...newEntry(owner, { ...ask, op: ids.op, post }), key: publish.key }],
      remove: unsent,
      value: undefined,
    }
  }
  const last = own.filter(({ ask, key }) => ask.type !== 'remove' && !unsent.includes(key)).at(-1)
  const revise: ReviseOp = { op: fresh.op, type: 'revise', post: { id: post, base: baseOf(last, known), ...edited } }
  return { add: [{ ...owner, ask: revise }], remove: unsent, value: undefined }
}

/** The photos with what is said of them now. */
export function describedBy<Described extends PhotoWords>(words: PhotoWords[] = [], photos: Described[]): Described[] {
  return photos.map(photo => ({ ...photo, alt: words.find(({ id }) => id === photo.id)?.alt ?? photo.alt }))
}

/** What undoes a removal: entries to put back, or a removal to keep from being sent. Null where others may have read the post. */
export type Undo = { kind: 'put back'; entries: OutboxEntry[] } | { kind: 'keep'; post: string } | null

/**
 * Takes a post back. One that the server cannot have goes from the device. For any other a `remove` follows: for one that may or may not have
 * arrived it waits as long as it may be undone. `now` in milliseconds.
 */
export function removePost(
  entries: readonly OutboxEntry[],
  { owner, post }: Omit<PostChange, 'known'>,
  { op, now }: { op: string; now: number },
): Change<Undo> {
  const own = entries.filter(({ ask }) => postIdOf(ask) === post)
  const publish = own.find(({ ask }) => ask.type === 'publish')
  if (publish && mayChange(publish))
    return { remove: own.map(({ key }) => key), value: { kind: 'put back', entries: own } }
  const unsent = own.filter(entry => entry.ask.type === 'revise' && mayChange(entry)).map(({ key }) => key)
  const ask = { op, type: 'remove' as const, post: { id: post } }
  if (publish === undefined || publish.state === 'confirmed')
    return { remove: unsent, add: [{ ...owner, ask }], value: null }
  const state = { state: 'queued', attempt: 0, since: now, notBefore: now + UNDO_MS, mustWait: true } as const
  return { add: [{ ...owner, ask, state }], value: { kind: 'keep', post } }
}

/** How long the removal of an unsent post can be undone. */
export const UNDO_MS = 10_000

/** Takes back a removal that was not sent yet. */
export function keepPost(entries: readonly OutboxEntry[], post: string): Change<void> {
  const unsent = entries.filter(
    entry => entry.ask.type === 'remove' && postIdOf(entry.ask) === post && mayChange(entry),
  )
  return { remove: unsent.map(({ key }) => key), value: undefined }
}

/** The server cannot have it: it was never sent, or was refused. */
export function mayChange(entry: OutboxEntry): boolean {
  if (entry.state === 'held') return entry.because.reason === 'refused' || entry.sends === 0
  return entry.state === 'queued' && entry.sends === 0
}

/** After a conflict something else has the post's id. */
function idsOf(publish: OutboxEntry, fresh: DraftIds): DraftIds {
  const post = postIdOf(publish.ask) ?? fresh.post
  if (publish.sends === 0) return { op: publish.ask.op, post }
  const isConflict = publish.state === 'held' && publish.because.code === 'conflict'
  return { op: fresh.op, post: isConflict ? fresh.post : post }
}

/** The device's own last change, unless the server has shown a later one. */
function baseOf(last: OutboxEntry | undefined, known: number | null): number | string {
  if (last === undefined) return known ?? 0
  if (last.state === 'confirmed' && known !== null && known > last.rev) return known
  return last.ask.op
}
