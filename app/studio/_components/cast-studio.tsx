import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Feed } from '../../../lib/client/cast-feed.ts'
import { chipOf } from '../../../lib/client/chip-of.ts'
import { isBlank } from '../../../lib/client/composer/draft.ts'
import type { Composing } from '../../../lib/client/composer/open-composer.ts'
import type { Person, Session } from '../../../lib/client/session.ts'
import { castState } from '../../../lib/shared/cast-state.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import { CastSheets } from './cast-sheets.tsx'
import { ChipLine } from './chip.tsx'
import { ComposerForm } from './composer-form.tsx'
import { nameTab } from './name-tab.ts'
import { openCastStudio } from './open-cast-studio.ts'
import { OwnPosts } from './own-posts.tsx'
import screen from './screen.module.css'
import { SentAnnouncer } from './sent-announcer.tsx'
import { openSheet, type StudioPlace } from './studio-address.ts'
import { CastBar } from './studio-bar.tsx'

/** The studio of one cast, for one person: their posts, and the composer under the thumb. */
export function CastStudio({ place, person, session }: CastStudioProps) {
  const [{ composer, feed: store, start }] = useState(() => openCastStudio({ cast: place.cast, person: person.id }))
  useEffect(start, [start]) // the stores listen to the page while this is shown
  const composing = useSyncExternalStore(composer.subscribe, composer.composing)
  const feed = useSyncExternalStore(store.subscribe, store.feed)
  const title = titleOf(feed, session, place.cast)
  useEffect(() => nameTab(title), [title])
  const reader = feed.state === 'open' ? feed.reading.reader : null
  const state = reader && castState(reader.cast, Date.now())
  return (
    <div className={screen.screen}>
      <header>
        <CastBar title={title} lang={reader?.cast.lang}>
          <button
            className={buttons.icon}
            type="button"
            aria-label="Menu"
            disabled={reader === null}
            onClick={() => openSheet({ ...place, sheet: 'menu' })}
          >
            <Icon name="menu" />
          </button>
        </CastBar>
        <ChipLine chip={chipFor(feed, composing)} />
      </header>
      <SentAnnouncer sent={composing.sent.length} />
      <OwnPosts feed={feed} person={person.id} sent={composing.sent} onOlder={store.loadOlder} />
      {(feed.state !== 'missing' || !isBlank(composing.draft)) && (
        <ComposerForm composer={composer} composing={composing} place={place} cast={state} />
      )}
      {reader !== null && <CastSheets place={place} cast={reader.cast} author={person.id} />}
    </div>
  )
}

interface CastStudioProps {
  place: Extract<StudioPlace, { screen: 'cast' }>
  person: Person
  session: Session
}

function titleOf(feed: Feed, session: Session, id: string): string {
  if (feed.state === 'open') return feed.reading.reader.cast.title
  const listed = session.state === 'signed_in' ? session.casts.find(cast => cast.id === id) : undefined
  return listed?.title ?? 'Studio'
}

function chipFor(feed: Feed, { draft, isKept }: Composing) {
  const cast =
    feed.state === 'open'
      ? { state: castState(feed.reading.reader.cast, Date.now()), line: feed.reading.line.says }
      : null
  return chipOf({ cast, draft: draft.state, isKept })
}
