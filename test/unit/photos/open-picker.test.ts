import { describe, expect, it } from 'vitest'
import { blankDraft } from '../../../lib/client/composer/draft.ts'
import { openPicker } from '../../../lib/client/photos/open-picker.ts'
import type { Preparation } from '../../../lib/client/photos/prepared-photo.ts'
import type { SharedPart } from '../../../lib/client/shared-in/shared-in.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import type { NewPhoto } from '../../../lib/shared/photo.ts'
import { OWNER } from '../../support/outbox-entries.ts'
import { newOutboxStore } from '../../support/outbox-store.ts'
import { until } from '../../support/until.ts'

describe('picking photos', () => {
  it('puts each into the composer once this device has it, in the order in which they were picked', async () => {
    const { picker, photos, store } = arrange()
    picker.pick([file('a'), file('bb')])
    expect(picker.picking().preparing).toBe(2)
    await until(() => picker.picking().preparing === 0)
    expect(photos().map(({ bytes }) => bytes)).toEqual([1, 2])
    expect((await store.readPhotos(OWNER)).map(({ state }) => state)).toEqual(['picked', 'picked'])
  })

  it('says of a photo that cannot be kept that it is not in the post, and leaves the others', async () => {
    const { picker, photos } = arrange({ keepPhoto: () => Promise.reject(new Error('full')) })
    picker.pick([file('a')])
    await until(() => picker.picking().preparing === 0)
    expect(photos()).toEqual([])
    expect(picker.picking().refused).toMatchObject([{ name: 'a', words: expect.stringContaining('not in your post') }])
  })

  it('takes ten, and says so of the others', async () => {
    const { picker, photos } = arrange()
    picker.pick(Array.from({ length: 12 }, (_, at) => file(String(at))))
    await until(() => picker.picking().preparing === 0)
    expect([photos().length, picker.picking().refused.length]).toEqual([10, 2])
  })

  it('can be left out when it takes too long, so that words need not wait; nothing of it comes later', async () => {
    let finish = (_made: Preparation) => {}
    const made = new Promise<Preparation>(resolve => {
      finish = resolve
    })
    const { picker, photos, store } = arrange({}, () => made)
    picker.pick([file('a')])
    picker.cancel()
    expect(picker.picking()).toEqual({ preparing: 0, refused: [] })
    finish(prepared(1))
    picker.pick([file('b')])
    await until(() => picker.picking().preparing === 0)
    expect(photos()).toHaveLength(1)
    expect(await store.readPhotos(OWNER)).toHaveLength(1)
  })
})

describe('adding what another app has shared', () => {
  const sharedIn = (names: string[], text = '') => ({
    id: newId(),
    text,
    files: names.map(name => ({ name, blob: new Blob([name]) })),
  })

  it('gives its words and prepared photos to the composer at once, however often it is tapped', async () => {
    const { picker, shared, store } = arrange()
    const one = sharedIn(['a', 'bb'], 'Cake')
    picker.addShared(one)
    picker.addShared(one)
    expect(picker.picking().preparing).toBe(2)
    await until(() => picker.picking().preparing === 0)
    expect(shared).toMatchObject([{ of: one, left: [], photos: [{ bytes: 1 }, { bytes: 2 }] }])
    expect(new Set((await store.readPhotos(OWNER)).map(({ id }) => id))).toEqual(
      new Set(shared[0]?.photos.map(({ id }) => id)),
    )
  })

  it('leaves where it is what the post has no room for', async () => {
    const { picker, shared } = arrange()
    picker.pick(Array.from({ length: 9 }, (_, at) => file(String(at))))
    await until(() => picker.picking().preparing === 0)
    const [two, full] = [sharedIn(['a', 'bb']), sharedIn(['c'])]
    picker.addShared(two)
    await until(() => picker.picking().preparing === 0)
    expect(shared).toMatchObject([{ left: [{ name: 'bb' }] }])
    picker.addShared(full)
    expect(picker.picking().refused).toMatchObject([{ words: expect.stringContaining('at most 10 photos') }])
    expect(shared).toHaveLength(1)
  })

  it('takes nothing of it when it is left out, and adds the rest when one of it is no photo', async () => {
    const made = new Map<string, (made: Preparation) => void>()
    const { picker, shared } = arrange({}, ({ name }) => new Promise(resolve => made.set(name, resolve)))
    picker.addShared(sharedIn(['a']))
    await until(() => made.has('a'))
    picker.cancel()
    made.get('a')?.(prepared(1))
    picker.addShared(sharedIn(['video', 'huge', 'b']))
    await until(() => made.has('video'))
    made.get('video')?.({ kind: 'refused', why: 'video' })
    await until(() => made.has('huge'))
    made.get('huge')?.({ kind: 'refused', why: 'too_large' }) // for the memory that there is now
    await until(() => made.has('b'))
    made.get('b')?.(prepared(1))
    await until(() => picker.picking().preparing === 0)
    expect(shared).toMatchObject([{ photos: [{ bytes: 1 }], left: [{ name: 'huge' }] }])
    expect(picker.picking().refused).toMatchObject([{ name: 'video' }, { name: 'huge' }])
  })
})

function arrange(
  failing: Partial<ReturnType<typeof newOutboxStore>> = {},
  prepare = async (picked: File): Promise<Preparation> => prepared(picked.size),
) {
  const store = { ...newOutboxStore(), ...failing }
  let photos: NewPhoto[] = []
  const draft = () => ({ ...blankDraft({ op: newId(), post: newId() }), photos })
  const shared: SharedPart[] = []
  const composer = {
    composing: () => ({ draft: draft(), keeping: 'kept' as const, problem: null }),
    async addShared(part: SharedPart) {
      shared.push(part)
      photos = [...photos, ...part.photos]
    },
    changePhotos(change: (photos: NewPhoto[]) => NewPhoto[]) {
      photos = change(photos)
    },
  }
  const picker = openPicker({ owner: OWNER, store, composer, preparer: async () => ({ prepare }), newId, clock: Date })
  return { picker, store, shared, photos: () => photos }
}

function file(name: string): File {
  return new File([name], name)
}

function prepared(bytes: number): Preparation {
  return { kind: 'prepared', bytes: new ArrayBuffer(bytes), type: 'image/webp', width: 9, height: 9, thumbhash: '' }
}
