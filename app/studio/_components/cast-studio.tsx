import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react'
import type { Feed } from '../../../lib/client/cast-feed.ts'
import { chipOf, isCutOff } from '../../../lib/client/chip-of.ts'
import { isBlank } from '../../../lib/client/composer/draft.ts'
import type { ConnectionLine } from '../../../lib/client/live/connection-line.ts'
import { applySettings } from '../../../lib/client/outbox/apply-settings.ts'
import type { OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import { castsOf, type Person, type Session } from '../../../lib/client/session.ts'
import type { SharedIn } from '../../../lib/client/shared-in/shared-in.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import { castState } from '../../../lib/shared/cast-state.ts'
import buttons from '../../_look/button.module.css'
import { Icon, SmallIcon } from '../../_look/icon.tsx'
import { castPostsPart } from './cast-posts-part.ts'
import { ChipLine } from './chip.tsx'
import { ComposerForm } from './composer-form.tsx'
import { nameTab } from './name-tab.ts'
import { openCastStudio } from './open-cast-studio.ts'
import list from './own-posts.module.css'
import { PhotoButton } from './photo-button.tsx'
import { photoPreparer } from './photo-preparer.ts'
import { pickedPhotosPart } from './picked-photos-part.ts'
import { RemovedToast, useRemoval } from './removed-toast.tsx'
import screen from './screen.module.css'
import { SharedNotice } from './shared-notice.tsx'
import { openSheet, type StudioPlace } from './studio-address.ts'
import { CastBar, PhotosBar } from './studio-bar.tsx'
import { UpdateNotice } from './update-notice.tsx'
import { WaitingAnnouncer } from './waiting-announcer.tsx'

const CastPosts = lazy(castPostsPart)
const PickedPhotos = lazy(pickedPhotosPart)

/** The studio of one cast, for one person: their posts, what waits, and the composer under the thumb. */
export function CastStudio({ place, person, session }: CastStudioProps) {
  const [stores] = useState(() => openCastStudio({ cast: place.cast, person: person.id }))
  const { composer, actions, start } = stores
  useEffect(start, [start]) // the stores listen to the page while this is shown
  useEffect(loadForPhotos, [])
  const composing = useSyncExternalStore(composer.subscribe, composer.composing)
  const feed = useSyncExternalStore(stores.feed.subscribe, stores.feed.feed)
  const entries = useSyncExternalStore(stores.outbox.subscribe, stores.outbox.kept)
  const picking = useSyncExternalStore(stores.picker.subscribe, stores.picker.picking)
  const photos = useSyncExternalStore(stores.photos.subscribe, stores.photos.kept)
  const [isPicking, setPicking] = useState(true)
  const removal = useRemoval(actions)
  const cast = shownCast(feed, entries ?? [])
  const title = cast?.title ?? castsOf(session).find(({ id }) => id === place.cast)?.title ?? 'Studio'
  useEffect(() => nameTab(title), [title])
  const open = (entries ?? []).filter(entry => entry.state !== 'confirmed')
  const unsentPhotos = (photos ?? []).filter(photo => photo.state === 'waiting').length
  const line = lineOf(feed)
  const state = cast && castState(cast, Date.now())
  const pickedCount = composing.draft.photos.length
  const showsPicked = isPicking && pickedCount + picking.preparing + picking.refused.length > 0
  const pick = (files: File[]) => {
    setPicking(true)
    stores.picker.pick(files)
  }
  const addShared = (shared: SharedIn) => {
    setPicking(true)
    stores.picker.addShared(shared)
  }
  return (
    <div className={screen.screen}>
      <header>
        {showsPicked ? (
          <PhotosBar count={pickedCount} onClose={() => setPicking(false)}>
            <PhotoButton className={buttons.plain} onPick={pick}>
              <SmallIcon name="plus" />
              Add
            </PhotoButton>
          </PhotosBar>
        ) : (
          <CastBar title={title} lang={cast?.lang}>
            <button
              className={buttons.icon}
              type="button"
              aria-label="Menu"
              disabled={cast === null}
              onClick={() => openSheet({ ...place, sheet: 'menu' })}
            >
              <Icon name="menu" />
            </button>
          </CastBar>
        )}
        <UpdateNotice />
        <SharedNotice isBusy={picking.preparing > 0} onAdd={addShared} onGone={focusComposer} />
        <ChipLine
          chip={chipOf({ state: state ?? 'scheduled', line, entries: entries && open, photos: unsentPhotos })}
          watching={feed.state === 'open' ? feed.reading.watching : null}
        />
      </header>
      <WaitingAnnouncer waiting={entries === null ? null : open.length + unsentPhotos} />
      <Suspense fallback={<main className={list.posts} aria-busy="true" />}>
        {showsPicked ? (
          <PickedPhotos {...{ composer, composing }} picker={stores.picker} lang={cast?.lang} />
        ) : (
          <CastPosts
            {...{ place, feed, cast, actions, removal }}
            person={person.id}
            entries={entries ?? []}
            photos={photos ?? []}
            onOlder={stores.feed.loadOlder}
          />
        )}
      </Suspense>
      <RemovedToast removal={removal} />
      {(feed.state !== 'missing' || !isBlank(composing.draft)) && (
        <ComposerForm
          {...{ composer, composing }}
          cast={state}
          isCutOff={isCutOff(line, open)}
          preparing={picking.preparing}
          onPick={pick}
          onLeaveOut={stores.picker.cancel}
          onPhotos={() => setPicking(true)}
        />
      )}
    </div>
  )
}

function focusComposer(): void {
  document.getElementById('text')?.focus()
}

/** Without a network, or with a bad one, photos must not wait for what prepares and shows them. */
function loadForPhotos(): void {
  void pickedPhotosPart() // neither of them rejects
  void photoPreparer()
}

interface CastStudioProps {
  place: Extract<StudioPlace, { screen: 'cast' }>
  person: Person
  session: Session
}

function lineOf(feed: Feed): ConnectionLine['says'] | null {
  if (feed.state === 'open') return feed.reading.line.says
  return feed.state === 'loading' && feed.isCutOff ? 'offline' : null
}

/** The cast with what this device has asked for on top. */
function shownCast(feed: Feed, entries: readonly OutboxEntry[]): Cast | null {
  if (feed.state === 'unstarted') return applySettings(feed.cast, { entries, known: 0 })
  if (feed.state !== 'open') return null
  const { cast, castRev } = feed.reading.reader
  return applySettings(cast, { entries, known: castRev })
}
