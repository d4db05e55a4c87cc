import { describe, expect, it } from 'vitest'
import { createCast } from '../../../lib/server/create-cast.ts'
import { project } from '../../../lib/server/follow/project.ts'
import { listCasts } from '../../../lib/server/list-casts.ts'
import { settlePhoto } from '../../../lib/server/photos/settle-photo.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { arrangeLog, NOON, publishOp } from '../../support/arrange-log.ts'

describe('the list of casts', () => {
  it('has the newest photo that has arrived with the first live cast', async () => {
    const { store, author, cast, send } = await arrangeLog()
    await createCast(store, author, { id: newId(), title: 'Not begun' }, NOON)
    const announced = () => ({ id: newId(), width: 4, height: 3, thumbhash: '', alt: '', bytes: 9 })
    const photos = [announced(), announced(), announced()]
    for (const photo of photos) await send([publishOp('Look', { media: [photo] })])
    const list = async () => {
      await project(store, cast.id)
      return listCasts(store, { now: NOON })
    }
    expect((await list()).live).toMatchObject([{ id: cast.id, photo: undefined }])
    for (const { id } of photos.slice(0, 2)) {
      const claimed = await store.readPhoto(id)
      if (claimed) await settlePhoto(store, claimed, { outcome: { width: 4, height: 3 }, now: NOON })
    }
    const { live, upcoming } = await list()
    expect(live).toMatchObject([{ id: cast.id, photo: { id: photos[1]?.id } }])
    expect(upcoming[0]).not.toHaveProperty('photo')
  })
})
