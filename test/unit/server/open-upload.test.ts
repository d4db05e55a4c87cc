import { describe, expect, it } from 'vitest'
import { openUpload } from '../../../lib/server/photos/open-upload.ts'
import { PHOTOS_PER_CAST } from '../../../lib/shared/limits.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp } from '../../support/arrange-log.ts'

describe('opening an upload', () => {
  it('is refused in a cast that has as many photos as one takes, which its post says; the words stay', async () => {
    const { store, author, cast, send } = await arrangeLog()
    const [id, post] = [newId(), newId()]
    const media = [{ id, width: 4, height: 3, thumbhash: '', alt: '', bytes: 9 }]
    await send([publishOp('Look', { id: post, media })])
    const record = await store.readCast(cast.id)
    if (record === null) throw new Error('a cast')
    const having = (photos: number) => ({ ...record, counts: { ...record.counts, photos } })
    const asked = { id, author, now: NOON }
    expect(await openUpload(store, { ...asked, cast: having(PHOTOS_PER_CAST - 1) })).toMatchObject({ state: 'awaited' })
    await expect(openUpload(store, { ...asked, cast: having(PHOTOS_PER_CAST) })).rejects.toMatchObject({
      code: 'photo_done',
    })
    expect(
      (await store.readEntries({ cast: cast.id, after: 1, limit: 9 })).map(
        entry => entry.kind === 'post' && entry.post,
      ),
    ).toMatchObject([{ text: 'Look', media: [{ state: 'refused', trouble: 'cast_full' }] }])
    expect(await store.readPhoto(id)).toMatchObject({ state: 'gone' })
  })
})
