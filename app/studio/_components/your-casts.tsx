import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { unstartedCasts } from '../../../lib/client/outbox/unstarted-cast.ts'
import { castsOf, type Session } from '../../../lib/client/session.ts'
import { watchKept } from '../../../lib/client/watch-kept.ts'
import { type CastState, castState } from '../../../lib/shared/cast-state.ts'
import type { CastListing } from '../../../lib/shared/new-cast.ts'
import buttons from '../../_look/button.module.css'
import { Icon, SmallIcon } from '../../_look/icon.tsx'
import notices from '../../_look/notice.module.css'
import { State, StateTitle } from '../../_look/state.tsx'
import { Topbar } from '../../_look/topbar.tsx'
import { AccountMenu } from './account-menu.tsx'
import { CastRow, LiveCastRow } from './cast-row.tsx'
import { HomeScreenPanel } from './home-screen-panel.tsx'
import { nameTab } from './name-tab.ts'
import screen from './screen.module.css'
import { SessionNotice } from './session-notice.tsx'
import { SharedNotice } from './shared-notice.tsx'
import type { StudioPlace } from './studio-address.ts'
import { studioOutbox, studioSession } from './studio-device.ts'
import { StudioLink } from './studio-link.tsx'
import { UpdateNotice } from './update-notice.tsx'
import styles from './your-casts.module.css'

/** The person's casts by state, and the way to a new one under the thumb. */
export function YourCasts({ place, session }: { place: Extract<StudioPlace, { screen: 'casts' }>; session: Session }) {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    nameTab('Your casts')
    void studioSession().refresh() // posts and casts made since; it never throws
  }, [])
  return (
    <div className={screen.screen}>
      <Topbar>
        <AccountMenu place={place} session={session} />
      </Topbar>
      <UpdateNotice />
      <SharedNotice isBusy={false} onGone={() => title.current?.focus()} />
      <main className={screen.main}>
        <div className={screen.scroll}>
          <h1 className={screen.title} ref={title} tabIndex={-1}>
            Your casts
          </h1>
          <SessionNotice place={place} session={session} />
          <Unstarted />
          {(session.state === 'signed_in' || castsOf(session).length > 0) && <Casts casts={castsOf(session)} />}
          {session.state === 'signed_in' && session.next !== null && <More />}
        </div>
        {session.state === 'signed_in' && <HomeScreenPanel />}
        <div className={screen.foot}>
          <StudioLink className={`${buttons.main} ${buttons.wide}`} place={{ screen: 'new' }}>
            <Icon name="plus" />
            Start a cast
          </StudioLink>
        </div>
      </main>
    </div>
  )
}

function watchUnsent() {
  const { store, news } = studioOutbox()
  return watchKept(() => store.read('open'), news)
}

/** What this device wants started, and what of the others is unsent. */
function Unstarted() {
  const [outbox] = useState(watchUnsent)
  useEffect(() => outbox.start(), [outbox]) // the outbox changes outside of React
  const entries = useSyncExternalStore(outbox.subscribe, outbox.kept) ?? []
  const casts = unstartedCasts(entries)
  if (entries.length === 0) return null
  return (
    <>
      <p className={notices.notice}>
        <Icon name="nosignal" />
        <span>{entries.length} waiting, safe on this phone.</span>
      </p>
      <Group title="On this phone only" casts={casts.map(cast => ({ ...cast, newest: null }))} />
    </>
  )
}

function Casts({ casts }: { casts: readonly CastListing[] }) {
  const now = Date.now()
  const inState = (state: CastState) => casts.filter(cast => castState(cast, now) === state)
  if (casts.length === 0) return <NoCasts />
  return (
    <>
      {inState('live').map(cast => (
        <LiveCastRow key={cast.id} cast={cast} />
      ))}
      <Group title="Scheduled" casts={inState('scheduled')} />
      <Group title="Ended" casts={inState('ended')} />
    </>
  )
}

function Group({ title, casts }: { title: string; casts: CastListing[] }) {
  if (casts.length === 0) return null
  return (
    <section className={styles.group}>
      <h2 className={styles.groupTitle}>{title}</h2>
      {casts.map(cast => (
        <CastRow key={cast.id} cast={cast} />
      ))}
    </section>
  )
}

function NoCasts() {
  return (
    <State icon="key" title={<StateTitle>No casts yet</StateTitle>}>
      <p>A cast is one event: a title, a link, and your posts as they happen.</p>
    </State>
  )
}

function More() {
  return (
    <p className={styles.more}>
      <button className={buttons.text} type="button" onClick={() => void studioSession().loadMore()}>
        <SmallIcon name="down" />
        Earlier casts
      </button>
    </p>
  )
}
