import { useEffect } from 'react'
import { deviceStorage, keptAs, readKept } from '../../../lib/client/kept.ts'
import { castsOf, type Person, type Session } from '../../../lib/client/session.ts'
import { castState } from '../../../lib/shared/cast-state.ts'
import { Opening } from './opening.tsx'
import { replaceWith, type StudioPlace } from './studio-address.ts'

/** Goes on to where the person posts: the cast that was open last on this device, else a live one, else the list. */
export function LatestCast({ person, session }: { person: Person; session: Session }) {
  useEffect(() => replaceWith(latestPlace(person, session)), [person, session]) // the address is outside of React
  return <Opening />
}

function latestPlace(person: Person, session: Session): StudioPlace {
  const last = readKept(deviceStorage(), keptAs.lastCast({ person: person.id }))
  const live = castsOf(session).find(cast => castState(cast, Date.now()) === 'live')?.id
  const cast = typeof last === 'string' ? last : live
  return cast === undefined ? { screen: 'casts', sheet: null } : { screen: 'cast', cast, sheet: null }
}
