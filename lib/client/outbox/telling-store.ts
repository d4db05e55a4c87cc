import type { PhotoStore } from '../photos/photo-store.ts'
import type { SharedStore } from '../shared-in/shared-store.ts'
import type { OutboxNews } from './outbox-news.ts'
import type { OutboxStore } from './outbox-store.ts'

type DeviceStore = OutboxStore & PhotoStore & SharedStore

/** The same store, whose every write is told once it is done. */
export function tellingStore(store: DeviceStore, news: OutboxNews): DeviceStore {
  const told = async <T>(writing: Promise<T>): Promise<T> => {
    const result = await writing
    news.tell()
    return result
  }
  return {
    ...store,
    update: (scope, change) => told(store.update(scope, change)),
    post: (owner, ask) => told(store.post(owner, ask)),
    saveDraft: (owner, draft) => told(store.saveDraft(owner, draft)),
    keepPhoto: (photo, file) => told(store.keepPhoto(photo, file)),
    keepShared: shared => told(store.keepShared(shared)),
    dropShared: ids => told(store.dropShared(ids)),
    addShared: (owner, draft, part) => told(store.addShared(owner, draft, part)),
    changePhoto: (id, change) => told(store.changePhoto(id, change)),
  }
}
