import { describe, expect, it } from 'vitest'
import { applyOutbox } from '../../../lib/client/outbox/apply-outbox.ts'
import { applySettings } from '../../../lib/client/outbox/apply-settings.ts'
import { editPost, keepPost, removePost } from '../../../lib/client/outbox/change-posts.ts'
import type { OutboxEntry, OutboxState } from '../../../lib/client/outbox/outbox-entry.ts'
import { pruneConfirmed } from '../../../lib/client/outbox/prune-confirmed.ts'
import { unsentText } from '../../../lib/client/outbox/unsent-text.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import type { Post, PostState } from '../../../lib/shared/post.ts'
import { entry, OWNER, publish } from '../../support/outbox-entries.ts'
import { announced, pickedPhoto } from '../../support/picked-photo.ts'

const sending: OutboxState = { state: 'sending', attempt: 0 }
const tried: OutboxState = { state: 'queued', attempt: 1, since: 0, notBefore: 0 }
const confirmed: OutboxState = { state: 'confirmed', rev: 3, at: 0 }
const refused: OutboxState = { state: 'held', because: { reason: 'refused', code: 'text_too_long' } }
const conflict: OutboxState = { state: 'held', because: { reason: 'refused', code: 'conflict' } }
const signedOut: OutboxState = { state: 'held', because: { reason: 'signed_out', code: 'signed_out' } }
const words = { text: 'mended', key: null }
const fresh = { op: newId(), post: newId() }

function edit(entries: OutboxEntry[], post: string, known: number | null = null) {
  return editPost(entries, { owner: OWNER, post, known }, { edited: words, fresh })
}

describe('other words for a post', () => {
  it('go into an op that was never sent, which stays the same op in the same place', () => {
    const op = publish('typed')
    const sent = entry(op)
    const { put, add } = edit([sent], op.post.id)
    expect(put).toMatchObject([
      { key: sent.key, sends: 0, ask: { op: op.op, post: { id: op.post.id, text: 'mended' } } },
    ])
    expect(add).toBeUndefined()
  })

  it.each<[string, OutboxState]>([
    ['is being sent', sending],
    ['was tried in vain', tried],
    ['waits for a sign-in after a try', signedOut],
    ['is confirmed', confirmed],
  ])('follow as a revise where the post %s, as it may have arrived', (_what, state) => {
    const op = publish('typed')
    const { put, add } = edit([entry(op, state)], op.post.id)
    expect(put).toBeUndefined()
    expect(add).toMatchObject([
      { ask: { op: fresh.op, type: 'revise', post: { id: op.post.id, base: op.op, ...words } } },
    ])
  })

  it('say what its photos show, in the post that waits or in the revise that follows', () => {
    const [dog, cake] = [pickedPhoto(), pickedPhoto()].map(announced)
    const op = publish('typed')
    const withPhotos = { ...op, post: { ...op.post, media: [dog, cake] } } as typeof op
    const media = [{ id: dog?.id ?? '', alt: 'A brown dog' }]
    const edited = (entries: OutboxEntry[]) =>
      editPost(entries, { owner: OWNER, post: op.post.id, known: null }, { edited: { ...words, media }, fresh })
    expect(edited([entry(withPhotos)]).put).toMatchObject([
      { ask: { type: 'publish', post: { media: [{ ...dog, alt: 'A brown dog' }, cake] } } },
    ])
    expect(edited([entry(withPhotos, confirmed)]).add).toMatchObject([{ ask: { type: 'revise', post: { media } } }])
  })

  it('replace a revise that was not sent yet, and build on one that was', () => {
    const op = publish('typed')
    const revise = { op: newId(), type: 'revise' as const, post: { id: op.post.id, base: op.op, text: 'first' } }
    const unsent = edit([entry(op, confirmed), entry(revise)], op.post.id)
    expect(unsent.add).toMatchObject([{ ask: { post: { base: op.op } } }])
    expect(unsent.remove).toHaveLength(1)
    const sent = edit([entry(op, confirmed), entry(revise, tried)], op.post.id)
    expect(sent.add).toMatchObject([{ ask: { post: { base: revise.op } } }])
    expect(sent.remove).toEqual([])
  })

  it('build on the rev that was seen where this device knows nothing later', () => {
    expect(edit([], newId(), 17).add).toMatchObject([{ ask: { post: { base: 17 } } }])
    const op = publish('typed')
    expect(edit([entry(op, confirmed)], op.post.id, 9).add).toMatchObject([{ ask: { post: { base: 9 } } }])
    expect(edit([entry(op, confirmed)], op.post.id, 3).add).toMatchObject([{ ask: { post: { base: op.op } } }])
  })

  it('give a refused post another op id, and another post id only where something else has its own', () => {
    const op = publish('too long')
    const mended = edit([entry(op, refused)], op.post.id).put
    expect(mended).toMatchObject([
      { state: 'queued', sends: 0, ask: { op: fresh.op, post: { id: op.post.id, text: 'mended' } } },
    ])
    const other = edit([entry(op, conflict)], op.post.id).put
    expect(other).toMatchObject([{ ask: { op: fresh.op, post: { id: fresh.post } } }])
  })
})

describe('taking a post back', () => {
  const now = 1_000
  const take = (entries: OutboxEntry[], post: string) =>
    removePost(entries, { owner: OWNER, post }, { op: fresh.op, now })
  const removal = (post: string) => ({ op: fresh.op, type: 'remove' as const, post: { id: post } })

  it('leaves nothing of one that the server cannot have, and gives back what undoes it', () => {
    for (const state of [undefined, refused]) {
      const op = publish('typed')
      const revise = { op: newId(), type: 'revise' as const, post: { id: op.post.id, base: op.op, text: 'x' } }
      const own = [entry(op, state), entry(revise)]
      const change = take(own, op.post.id)
      expect(change.remove).toEqual(own.map(({ key }) => key))
      expect(change.value).toEqual({ kind: 'put back', entries: own })
      expect(change.add).toBeUndefined()
    }
  })

  it('follows as a remove where it may have arrived, which waits as long as it can be undone', () => {
    for (const state of [sending, tried, signedOut]) {
      const op = publish('typed')
      const change = take([entry(op, state)], op.post.id)
      const waits = { state: 'queued', notBefore: now + 10_000, mustWait: true }
      expect(change).toMatchObject({
        value: { kind: 'keep', post: op.post.id },
        add: [{ ask: removal(op.post.id), state: waits }],
      })
      expect(change.remove).toBeUndefined()
    }
  })

  it('follows at once as a remove where others may have read it, in place of an edit that was not sent', () => {
    const op = publish('typed')
    const revise = entry({ op: newId(), type: 'revise', post: { id: op.post.id, base: op.op, text: 'x' } })
    for (const own of [[], [entry(op, confirmed), revise]]) {
      const change = take(own, op.post.id)
      expect(change.add).toEqual([{ ...OWNER, ask: removal(op.post.id) }])
      expect(change.value).toBeNull()
      expect(change.remove).toEqual(own.slice(1).map(({ key }) => key))
    }
  })

  it('can be taken back until it is sent', () => {
    const op = publish('typed')
    const unsent = entry(removal(op.post.id))
    expect(keepPost([entry(op, tried), unsent], op.post.id).remove).toEqual([unsent.key])
    expect(keepPost([entry(op, tried), entry(removal(op.post.id), sending)], op.post.id).remove).toEqual([])
  })
})

describe('what a person sees of their posts', () => {
  const at = '2026-06-13T12:00:00.000Z'
  const onServer = (seq: number, more: Partial<Post> = {}): Post => ({
    ...{ id: `post-${seq}`, seq, rev: seq, text: `post ${seq}`, html: `<p>post ${seq}</p>`, key: null },
    ...{ author: { id: OWNER.person, name: 'Tomek' }, capturedAt: at, receivedAt: at, ...more },
  })
  const see = (posts: PostState[], entries: OutboxEntry[], floor: number | null = null) =>
    applyOutbox({ posts: new Map(posts.map(post => [post.id, post])), floor }, { person: OWNER.person, entries })
  const told = (own: ReturnType<typeof see>) =>
    own.map(
      ({ text, standing }) =>
        `${text}: ${standing.at === 'phone' ? `${standing.change} ${standing.entry.state}` : standing.rev}`,
    )

  it('is the server’s state in its order, without others’ and without what lies below the page', () => {
    const theirs = onServer(2, { author: { id: newId(), name: 'Ania' } })
    expect(told(see([onServer(3), theirs, onServer(1), onServer(4)], [], 3))).toEqual(['post 3: 3', 'post 4: 4'])
    expect(told(see([{ id: 'x', seq: 1, rev: 2, removed: true }], []))).toEqual([])
  })

  it('goes on with what waits, in the order in which it was posted', () => {
    expect(told(see([onServer(1)], [entry(publish('two'), tried), entry(publish('three'))]))).toEqual([
      'post 1: 1',
      'two: publish queued',
      'three: publish queued',
    ])
  })

  it('has what the server confirmed before the page has read it, and shows it once afterwards', () => {
    const op = publish('two')
    const waiting = entry(op, { state: 'confirmed', rev: 2, at: 0 })
    expect(told(see([onServer(1)], [waiting]))).toEqual(['post 1: 1', 'two: 2'])
    expect(told(see([onServer(1), onServer(2, { id: op.post.id, text: 'two' })], [waiting]))).toEqual([
      'post 1: 1',
      'two: 2',
    ])
  })

  it('says that a post is on the server as soon as the page has received it, though its answer was lost', () => {
    const op = publish('one')
    expect(told(see([onServer(1, { id: op.post.id, text: 'one' })], [entry(op, tried)]))).toEqual(['one: 1'])
  })

  it('shows edits and removals at once, with how far they have got', () => {
    const edited = {
      op: newId(),
      type: 'revise' as const,
      post: { id: 'post-1', base: 1, text: 'one *more*', key: 'K' },
    }
    const removed = { op: newId(), type: 'remove' as const, post: { id: 'post-2' } }
    const own = see([onServer(1), onServer(2)], [entry(edited, tried), entry(removed)])
    expect(told(own)).toEqual(['one *more*: revise queued', 'post 2: remove queued'])
    expect(own[0]).toMatchObject({ key: 'K', html: '<p dir="auto">one <em>more</em></p>\n' })
    expect(told(see([onServer(1), onServer(2)], [entry(removed, { state: 'confirmed', rev: 9, at: 0 })]))).toEqual([
      'post 1: 1',
    ])
    const gone = publish('gone')
    const remove = { ...removed, post: { id: gone.post.id } }
    expect(told(see([], [entry(gone, tried), entry(remove)]))).toEqual([])
    const waiting = publish('new')
    const again = { ...edited, post: { ...edited.post, id: waiting.post.id, key: null } }
    expect(told(see([], [entry(waiting, tried), entry(again)]))).toEqual(['one *more*: publish queued'])
  })

  it('shows the cast’s settings as they were asked for, until the page has read something later', () => {
    const cast = { title: 'Old', summary: 'Same', endedAt: null } as Cast
    const ask = { op: newId(), type: 'settings' as const, cast: { title: 'New' } }
    expect(applySettings(cast, { entries: [entry(ask)], known: 5 })).toMatchObject({ title: 'New', summary: 'Same' })
    const done = entry(ask, { state: 'confirmed', rev: 6, at: 0 })
    expect(applySettings(cast, { entries: [done], known: 5 }).title).toBe('New')
    expect(applySettings(cast, { entries: [done], known: 6 }).title).toBe('Old')
  })
})

describe('the words of what is unsent', () => {
  it('can be taken away as one text, as they stand now', () => {
    const key = { ...publish('Cake is here'), post: { ...publish('Cake is here').post, key: 'Cake is here' } }
    const two = { ...publish('It is big.'), post: { ...publish('It is big.').post, key: 'Cake' } }
    const typo = publish('oen')
    const mended = { op: newId(), type: 'revise' as const, post: { id: typo.post.id, base: typo.op, text: 'one' } }
    const entries = [entry(typo, tried), entry(key), entry(two), entry(mended)]
    const own = applyOutbox({ posts: new Map(), floor: null }, { person: OWNER.person, entries })
    expect(unsentText(own, () => '12:00')).toBe('12:00\none\n\n12:00\nCake is here\n\n12:00\nCake\nIt is big.')
  })

  it('say which photos are not in them', () => {
    const look = publish('')
    const media = [announced(pickedPhoto()), { ...announced(pickedPhoto()), alt: '' }]
    const entries = [entry({ ...look, post: { ...look.post, media } })]
    const own = applyOutbox({ posts: new Map(), floor: null }, { person: OWNER.person, entries })
    expect(unsentText(own, () => '12:00')).toBe(
      '12:00\n[A photo, not in this text: A dog]\n[A photo, not in this text]',
    )
  })
})

describe('what is confirmed', () => {
  const DAY = 24 * 60 * 60 * 1000

  it('is let go of after a week, or when it is more than 5 MB, the oldest first; what is unsent never', () => {
    const [old, young] = [
      entry(publish('a'), { state: 'confirmed', rev: 1, at: 0 }),
      entry(publish('b'), { state: 'confirmed', rev: 2, at: 2 * DAY }),
    ]
    const unsent = entry(publish('c'), tried)
    expect(pruneConfirmed([old, young, unsent], 7 * DAY + 1).remove).toEqual([old.key])
    const many = Array.from({ length: 600 }, (_, at) =>
      entry(publish('x'.repeat(10_000)), { state: 'confirmed', rev: at, at: 0 }),
    )
    const dropped = pruneConfirmed(many, 1).remove ?? []
    expect(dropped.length).toBeGreaterThan(70)
    expect(dropped.length).toBeLessThan(100)
    expect(dropped).toContain(many[0]?.key)
    expect(dropped).not.toContain(many.at(-1)?.key)
  })
})
