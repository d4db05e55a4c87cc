import { useEffect } from 'react'
import { deviceStorage, keptAs, readKept } from '../../../lib/client/kept.ts'
import { castsOf, type Person, type Session } from '../../../lib/client/session.ts'
import { castState } from '../../../lib/shared/cast-state.ts'
import { Opening } from './opening.tsx'
import { replaceWith, type StudioPlace } from './studio-address.ts'

/** Goes on to where the person posts: the cast that was open last on this device, else a live one, else the list. */
export function LatestCast({ person, session }: { person: Person; session: Session }) {
  // The address is outside of React. What the device has kept of the casts is read first.
  useEffect(() => {
    const place = latestPlace(person, session)
    if (place !== null) replaceWith(place)
  }, [person, session])
  return <Opening />
}

/** Null as long as it is not known. */
function latestPlace(person: Person, session: Session): StudioPlace | null {
  const last = readKept(deviceStorage(), keptAs.lastCast({ person: person.id }))
  const live = castsOf(session).find(cast => castState(cast, Date.now()) === 'live')?.id
  const cast = typeof last === 'string' ? last : live
  if (cast === undefined && session.state === 'asking') return null
  return cast === undefined ? { screen: 'casts', sheet: null } : { screen: 'cast', cast, sheet: null }
}
