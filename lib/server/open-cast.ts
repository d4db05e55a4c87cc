import { mayRead, mayWrite, requirePerson, type Viewer } from './access.ts'
import { Failure } from './failure.ts'
import { project } from './follow/project.ts'
import type { CastRecord, Person, Store } from './store/store.ts'

/**
 * A cast for somebody who wants to read it, at the head of its log. `cast` is a slug or an id. Throws `not_found`, also
 * for a private cast: nobody learns that it exists.
 */
export async function openToRead(store: Store, viewer: Viewer, cast: string): Promise<CastRecord> {
  const record = await store.readCast(cast)
  if (record === null || !mayRead(viewer, record)) throw new Failure('not_found')
  return project(store, record.id)
}

/** A cast for somebody who wants to post. Throws `signed_out`, `not_found`, `not_allowed`. */
export async function openToWrite(
  store: Store,
  viewer: Viewer,
  cast: string,
): Promise<{ cast: CastRecord; author: Person }> {
  const author = requirePerson(viewer)
  const record = await store.readCast(cast)
  if (record === null || !mayRead(viewer, record)) throw new Failure('not_found')
  if (!mayWrite(viewer, record)) throw new Failure('not_allowed')
  return { cast: record, author }
}
