import type { PhotoRecord, Store } from '../store/store.ts'

/**
 * Drops every byte of a photo. `going` first, so that nobody adds to it and a crash in between is seen by the next sweep. `at` in ISO 8601.
 * False when it is in another state than `state` by now, and nothing was dropped.
 */
export async function dropBytes(
  store: Store,
  { id, state }: Pick<PhotoRecord, 'id' | 'state'>,
  at: string,
): Promise<boolean> {
  if (state !== 'going' && !(await store.movePhoto({ id, from: state, to: 'going', at, files: [] }))) return false
  await store.removeBytes({ photo: id })
  await store.movePhoto({ id, from: 'going', to: 'gone', at })
  return true
}

/** Nothing more is taken for it. */
export function isGone({ state }: Pick<PhotoRecord, 'state'>): boolean {
  return state === 'going' || state === 'gone'
}
