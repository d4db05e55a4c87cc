import { Failure } from './failure.ts'
import type { CastRecord, Person } from './store/store.ts'

/** Who asks; null when nobody is signed in. Rights are worked out from the store on every request, never from a token. */
export interface Viewer {
  person: Person | null
}

export const ANYONE: Viewer = { person: null }

export function mayWrite({ person }: Viewer, cast: CastRecord): boolean {
  return person !== null && cast.owner === person.id
}

export function mayRead(viewer: Viewer, cast: CastRecord): boolean {
  return cast.settings.visibility === 'public' || mayWrite(viewer, cast)
}

/** Throws `signed_out`. */
export function requirePerson({ person }: Viewer): Person {
  if (person === null) throw new Failure('signed_out')
  return person
}
