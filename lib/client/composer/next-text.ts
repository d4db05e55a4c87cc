import { type DeviceStorage, keep, keptAs, letGo, readKept } from '../kept.ts'
import type { DraftOwner } from './kept-draft.ts'

/** Where one tab keeps what is typed behind a text that is on its way: its own storage, so that no other tab posts it too. */
export interface NextPlace {
  tab: DeviceStorage
  owner: DraftOwner
}

/** What was typed behind the last text, or nothing. */
export function readNext({ tab, owner }: NextPlace): string {
  const kept = readKept(tab, keptAs.next(owner))
  return typeof kept === 'string' ? kept : ''
}

/** False when the tab cannot keep it. */
export function keepNext({ tab, owner }: NextPlace, next: string): boolean {
  return next === '' ? letGo(tab, keptAs.next(owner)) : keep(tab, keptAs.next(owner), next)
}
