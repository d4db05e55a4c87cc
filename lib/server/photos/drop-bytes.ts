import type { PhotoRecord, Store } from '../store/store.ts'

/**
 * Drops every byte of a photo. `going` first, so that nobody adds to it and a crash in between is seen by the next sweep. Nothing is dropped when it
 * is in another state than `state` by now, unless it is gone: then what was written meanwhile goes too. `at` in ISO 8601.
 */
export async function dropBytes(
  store: Store,
  { id, state }: Pick<PhotoRecord, 'id' | 'state'>,
  at: string,
): Promise<void> {
  const isMoved = isGone({ state }) || (await store.movePhoto({ id, from: state, to: 'going', at, files: [] }))
  const now = isMoved ? null : await store.readPhoto(id)
  if (now !== null && !isGone(now)) return
  await store.removeBytes({ photo: id })
  await store.movePhoto({ id, from: 'going', to: 'gone', at })
}

/** Nothing more is taken for it. */
export function isGone({ state }: Pick<PhotoRecord, 'state'>): boolean {
  return state === 'going' || state === 'gone'
}
