import { isRecord } from '../ask-server.ts'
import { type DeviceStorage, keep, keptAs, letGo, readKept } from '../kept.ts'
import type { Owner } from '../outbox/outbox-entry.ts'
import type { Draft } from './draft.ts'

/** What a page that goes away has not saved yet. It cannot wait for IndexedDB any more, so this is written at once; the next page takes it up. */
export interface LastWords {
  write(draft: Draft): void
  read(): Draft | null
  clear(): void
}

export function lastWords(storage: DeviceStorage, owner: Owner): LastWords {
  const name = keptAs.lastWords(owner)
  return {
    write: draft => void keep(storage, name, draft), // one that cannot be kept was not kept before either, which the composer says
    read() {
      const kept = readKept(storage, name)
      return isDraft(kept) ? { ...kept, photos: kept.photos ?? [] } : null
    },
    clear: () => void letGo(storage, name),
  }
}

/** The newer of two states of one text; two texts become one, as there is one place for them. */
export function withLastWords(kept: Draft | null, last: Draft | null): Draft | null {
  if (kept === null || last === null) return kept ?? last
  if (kept.ids.op === last.ids.op) return last
  return { ...kept, typed: `${kept.typed}\n${last.typed}`, photos: [...kept.photos, ...last.photos] }
}

function isDraft(kept: unknown): kept is Draft {
  return isRecord(kept) && isRecord(kept.ids) && typeof kept.ids.op === 'string' && typeof kept.typed === 'string'
}
