import { newId } from '../../shared/new-id.ts'
import type { SettingsOp } from '../../shared/op.ts'
import type { Clock } from '../live/clock.ts'
import { type Edited, editPost, keepPost, type PostChange, removePost, type Undo } from './change-posts.ts'
import type { Outbox } from './open-outbox.ts'
import type { OutboxEntry, Owner } from './outbox-entry.ts'
import { withLinkSeen } from './unstarted-cast.ts'

/** What a person does with what they have posted or changed. Each is safe on this device when its promise resolves; it rejects where the device cannot keep it. */
export interface PostActions {
  edit(post: Omit<PostChange, 'owner'>, edited: Edited): Promise<void>
  /** Resolves with what undoes it. */
  remove(post: string): Promise<Undo>
  undo(undo: Undo): Promise<void>
  /** Takes back a removal that was not sent yet. */
  keep(post: string): Promise<void>
  /** Drops a change that the server has refused. */
  drop(entry: OutboxEntry): Promise<void>
  changeSettings(cast: SettingsOp['cast']): Promise<void>
  /** The person has seen that the cast's link is another one than they wanted. */
  noteLink(start: OutboxEntry): Promise<void>
}

export interface ActionParts extends Pick<Outbox, 'store' | 'flusher'> {
  clock: Pick<Clock, 'now'>
}

export function postActions({ store, flusher, clock }: ActionParts, owner: Owner): PostActions {
  const thenSend = async <T>(writing: Promise<T>): Promise<T> => {
    const value = await writing
    flusher.wake()
    return value
  }
  return {
    edit: (post, edited) => {
      const fresh = { op: newId(), post: newId() }
      return thenSend(store.update(owner, entries => editPost(entries, { ...post, owner }, { edited, fresh })))
    },
    remove: post => {
      const parts = { op: newId(), now: clock.now() }
      return thenSend(store.update(owner, entries => removePost(entries, { owner, post }, parts)))
    },
    undo: async undo => {
      if (undo?.kind === 'put back')
        await thenSend(store.update(owner, () => ({ put: undo.entries, value: undefined })))
      if (undo?.kind === 'keep') await store.update(owner, entries => keepPost(entries, undo.post))
    },
    keep: post => store.update(owner, entries => keepPost(entries, post)),
    drop: entry => store.update(owner, () => ({ remove: [entry.key], value: undefined })),
    changeSettings: async cast => {
      await thenSend(store.post(owner, { op: newId(), type: 'settings', cast }))
    },
    noteLink: ({ key }) => store.update(owner, entries => withLinkSeen(entries, key)),
  }
}
