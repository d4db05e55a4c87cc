import { describe, expect, it } from 'vitest'
import { blankDraft } from '../../../lib/client/composer/draft.ts'
import { openPicker } from '../../../lib/client/photos/open-picker.ts'
import type { Preparation } from '../../../lib/client/photos/prepared-photo.ts'
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

function arrange(
  failing: Partial<ReturnType<typeof newOutboxStore>> = {},
  prepare = async (picked: File): Promise<Preparation> => prepared(picked.size),
) {
  const store = { ...newOutboxStore(), ...failing }
  let photos: NewPhoto[] = []
  const draft = () => ({ ...blankDraft({ op: newId(), post: newId() }), photos })
  const composer = {
    composing: () => ({ draft: draft(), keeping: 'kept' as const, problem: null }),
    changePhotos(change: (photos: NewPhoto[]) => NewPhoto[]) {
      photos = change(photos)
    },
  }
  const picker = openPicker({ owner: OWNER, store, composer, preparer: async () => ({ prepare }), newId, clock: Date })
  return { picker, store, photos: () => photos }
}

function file(name: string): File {
  return new File([name], name)
}

function prepared(bytes: number): Preparation {
  return { kind: 'prepared', bytes: new ArrayBuffer(bytes), type: 'image/webp', width: 9, height: 9, thumbhash: '' }
}
