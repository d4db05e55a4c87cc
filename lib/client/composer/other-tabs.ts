import { keptAs } from '../kept.ts'
import type { Draft } from './draft.ts'
import { type DraftOwner, parseDraft } from './kept-draft.ts'

/** Tells what other tabs of this browser do to a draft. */
export interface OtherTabs {
  onKept(owner: DraftOwner, listener: (change: { before: Draft | null; kept: Draft | null }) => void): () => void
}

export const otherTabs: OtherTabs = {
  onKept(owner, listener) {
    const name = keptAs.draft(owner)
    const onStorage = ({ key, oldValue, newValue }: StorageEvent) => {
      if (key === name) listener({ before: parse(oldValue), kept: parse(newValue) })
    }
    window.addEventListener('storage', onStorage)
    return () => window.removeEventListener('storage', onStorage)
  },
}

function parse(value: string | null): Draft | null {
  try {
    return parseDraft(JSON.parse(value ?? 'null'))
  } catch {
    return null // not ours to read: as if nothing were kept
  }
}
