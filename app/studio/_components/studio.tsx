'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect, useSyncExternalStore } from 'react'
import { personOf, type Session } from '../../../lib/client/session.ts'
import { useIsReady } from '../../_look/use-is-ready.ts'
import { castPostsPart } from './cast-posts-part.ts'
import { CastStudio } from './cast-studio.tsx'
import { LatestCast } from './latest-cast.tsx'
import { NewCast } from './new-cast.tsx'
import { NotSharedScreen } from './not-shared-screen.tsx'
import { Opening } from './opening.tsx'
import { SignedOut } from './signed-out.tsx'
import { placeOfQuery, type StudioPlace } from './studio-address.ts'
import { studioHomeScreen, studioSession, studioWorker } from './studio-device.ts'
import { YourCasts } from './your-casts.tsx'

/** The studio: the screen that the address names, for whoever is at this device. */
export function Studio() {
  // The server knows neither the query nor the person: its page, the same for all, is the one that opens.
  return useIsReady() ? <OpenStudio /> : <Opening />
}

function OpenStudio() {
  const store = studioSession()
  // Both listen from now on, on every screen: to the browser's offer to install, and for a newer version.
  studioHomeScreen()
  studioWorker()
  useEffect(() => void castPostsPart(), []) // behind what is on screen; it never rejects
  const session = useSyncExternalStore(store.subscribe, store.session)
  return <Screen place={placeOfQuery(useSearchParams())} session={session} />
}

function Screen({ place, session }: { place: StudioPlace; session: Session }) {
  const person = personOf(session)
  if (place.screen === 'unshared') return <NotSharedScreen why={place.why} />
  if (person === null) return session.state === 'asking' ? <Opening /> : <SignedOut place={place} session={session} />
  switch (place.screen) {
    case 'cast':
      return <CastStudio key={`${place.cast} ${person.id}`} place={place} person={person} session={session} />
    case 'new':
      return <NewCast key={person.id} person={person} session={session} />
    case 'latest':
      return <LatestCast person={person} session={session} />
    case 'casts':
      return <YourCasts place={place} session={session} />
    default:
      return place satisfies never
  }
}
