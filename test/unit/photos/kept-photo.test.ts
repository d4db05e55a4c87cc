import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { blankDraft } from '../../../lib/client/composer/draft.ts'
import { type KeptPhoto, nextPhoto } from '../../../lib/client/photos/kept-photo.ts'
import { photosOfRemoved, unneededPhotos } from '../../../lib/client/photos/prune-photos.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { entry, OWNER, publish } from '../../support/outbox-entries.ts'
import { newOutboxStore } from '../../support/outbox-store.ts'
import { announced, pickedPhoto } from '../../support/picked-photo.ts'

describe('a photo on its author’s device', () => {
  it('may go up from the moment when its post is asked for, in one step with it', async () => {
    const store = newOutboxStore()
    const [picked, other] = [pickedPhoto(), pickedPhoto()]
    for (const photo of [picked, other]) await store.keepPhoto(photo, new ArrayBuffer(9))
    expect(await store.readPhotos('waiting')).toEqual([])
    const op = publish('Look')
    await store.post(OWNER, { ...op, post: { ...op.post, media: [announced(picked)] } })
    expect(await store.readPhotos('waiting')).toMatchObject([{ id: picked.id, post: op.post.id, sent: 0 }])
    expect(await store.readPhotos(OWNER)).toHaveLength(2)
    expect((await store.readPhotoFile(picked.id))?.byteLength).toBe(9)
  })

  it('is kept as it was when nothing changes, and let go of for null', async () => {
    const store = newOutboxStore()
    const photo = pickedPhoto()
    await store.keepPhoto(photo, new ArrayBuffer(9))
    await store.changePhoto(photo.id, kept => kept)
    expect(await store.readPhoto(photo.id)).toEqual(photo)
    await store.changePhoto(newId(), () => photo)
    await store.changePhoto(photo.id, () => null)
    expect(await store.readPhotos(OWNER)).toEqual([])
    expect(await store.readPhotoFile(photo.id)).toBeNull()
  })

  it('goes up again where a backup may have lost it, and where it was refused', () => {
    const photo = pickedPhoto()
    const facts = { ...photo, sent: 3, attempt: 0, since: 0, notBefore: 0 }
    const waiting: KeptPhoto = { ...facts, state: 'waiting' }
    const done = nextPhoto(waiting, { type: 'done', at: 1 })
    expect(done).toMatchObject({ state: 'done', at: 1 })
    expect(nextPhoto(done, { type: 'released' })).toMatchObject({ state: 'waiting', sent: 0 })
    const refused = nextPhoto(waiting, { type: 'refused', code: 'not_allowed' })
    expect(nextPhoto(refused, { type: 'woken' })).toBe(refused)
    expect(nextPhoto(refused, { type: 'released' })).toMatchObject({ state: 'waiting', sent: 0 })
    expect(nextPhoto(photo, { type: 'done', at: 1 })).toBe(photo)
  })

  it('is let go of when its draft or post is gone, or the server has had it for a week', () => {
    const now = Date.parse('2026-06-20T12:00:00.000Z')
    const day = 24 * 60 * 60 * 1000
    const photo = (fields: object) => ({ ...pickedPhoto(), ...fields }) as KeptPhoto // the fields make one of the union
    const waiting = { state: 'waiting', sent: 0, attempt: 0, since: 0, notBefore: 0 }
    const kept = {
      inDraft: photo({}),
      unsent: photo(waiting), // also when its post has another id since the server has refused the first
      lately: photo({ state: 'done', at: now - 6 * day }),
    }
    const unneeded = {
      fromDraft: photo({}),
      takenBack: photo({ ...waiting, post: newId() }),
      longAgo: photo({ state: 'done', at: now - 8 * day }),
    }
    const draft = { ...blankDraft({ op: newId(), post: newId() }), photos: [announced(kept.inDraft)] }
    const { post, ...op } = publish('Look')
    const asked = { ...op, post: { ...post, media: [kept.unsent, kept.lately, unneeded.longAgo].map(announced) } }
    const all = [...Object.values(kept), ...Object.values(unneeded)]
    const found = unneededPhotos(all, { entries: [entry(asked)], draft, now })
    expect(new Set(found)).toEqual(new Set(Object.values(unneeded)))
  })

  it('is let go of with its post, though that has had another number since', () => {
    const [post, other] = [newId(), newId()]
    const photo = (fields: object) => ({ ...pickedPhoto(), ...fields }) as KeptPhoto // as above
    const done = { state: 'done', at: 0 }
    const [ofRemoved, renumbered, stays] = [
      photo({ state: 'waiting', post }),
      photo({ ...done, post: newId() }),
      photo({ ...done, post: other }),
    ]
    const published = publish('Look')
    const asked = entry({ ...published, post: { ...published.post, media: [announced(stays)] } })
    const removed = entry({ op: newId(), type: 'remove', post: { id: post } }, { state: 'confirmed', rev: 2, at: 0 })
    expect(photosOfRemoved([ofRemoved, renumbered, stays], [asked, removed])).toEqual([ofRemoved, renumbered])
  })
})
