'use client'
import { useEffect, useMemo, useRef } from 'react'
import type { ReaderStart } from '../../../../lib/client/live/reader-event.ts'
import { shownKeyMoments, shownPosts } from '../../../../lib/client/live/shown-posts.ts'
import { castState } from '../../../../lib/shared/cast-state.ts'
import { postsShown } from '../../../../lib/shared/posts-shown.ts'
import { textDirection } from '../../../../lib/shared/text-direction.ts'
import { Colophon } from '../../../_look/colophon.tsx'
import { NothingToRead } from '../../../_look/nothing-to-read.tsx'
import { TopbarRow } from '../../../_look/topbar.tsx'
import { CastEnded } from './cast-ended.tsx'
import styles from './cast-view.module.css'
import { CompactBar } from './compact-bar.tsx'
import { isLost } from './connection-notice.tsx'
import { CountAnnouncer } from './count-announcer.tsx'
import { KeyMomentStrip } from './key-moment-strip.tsx'
import { LiveLine } from './live-line.tsx'
import { Masthead } from './masthead.tsx'
import { NothingPosted } from './nothing-posted.tsx'
import { OlderPosts } from './older-posts.tsx'
import { Pill } from './pill.tsx'
import { Rail } from './rail.tsx'
import { ShareButton } from './share-button.tsx'
import { Stream, StreamHead } from './stream.tsx'
import { useHeldBack } from './use-held-back.ts'
import { useIsPast } from './use-is-past.ts'
import { MadeAt, useNow } from './use-now.ts'
import { useReading } from './use-reading.ts'

/** A cast as its readers see it: the server's page at first, live from then on. */
export function CastView({ start }: { start: ReaderStart }) {
  return (
    <MadeAt value={start.at}>
      <LiveCast start={start} isKept={false} />
    </MadeAt>
  )
}

/** The same, from a copy that this device has kept. */
export function KeptCastView({ start }: { start: ReaderStart }) {
  return (
    <MadeAt value={start.at}>
      <LiveCast start={start} isKept />
    </MadeAt>
  )
}

function LiveCast({ start, isKept }: { start: ReaderStart; isKept: boolean }) {
  const { reading, loadOlder } = useReading(start, { isKept })
  const { reader, line, watching } = reading
  const topOfPage = useRef<HTMLDivElement>(null)
  const topOfStream = useRef<HTMLDivElement>(null)
  const isScrolled = useIsPast(topOfPage)
  const isReading = useIsPast(topOfStream, COMPACT_BAR)
  const held = useHeldBack(reader, isReading)
  const now = useNow()
  const state = castState(reader.cast, now)
  useTitle(state === 'live' && !isLost(line) ? `${reader.cast.title}, live` : reader.cast.title)
  const posts = useMemo(() => shownPosts(reader, held.upTo), [reader, held.upTo])
  const moments = useMemo(() => shownKeyMoments(reader, held.upTo), [reader, held.upTo])
  if (reader.mode === 'gone') return <NothingToRead />
  const { cast } = held
  const connection = { line, completeAt: reader.completeAt, now, timeZone: cast.timeZone }
  return (
    // The page's own language is that of the app's words; this part of it is in the cast's.
    <div className={styles.page} lang={cast.lang} dir={textDirection(cast.lang)}>
      <a className="skip-link" href="#stream" lang="en">
        Skip to the posts
      </a>
      <header>
        <TopbarRow>
          <ShareButton path={`/c/${cast.slug}`} title={cast.title} label="Share this cast" />
        </TopbarRow>
        <div ref={topOfPage}>
          <LiveLine
            cast={cast}
            state={castState(cast, now)}
            contact={reader.contact}
            watching={watching}
            connection={connection}
          />
        </div>
        <Masthead cast={cast} />
        <CompactBar cast={reader.cast} state={state} watching={watching} connection={connection} isShown={isScrolled}>
          {held.waiting > 0 && <Pill waiting={held.waiting} onPress={held.release} />}
        </CompactBar>
      </header>
      <div className={styles.columns}>
        <main className={styles.main}>
          {cast.endedAt !== null && <CastEnded cast={cast} />}
          <KeyMomentStrip moments={moments} floor={reader.floor} cast={cast} />
          {posts.length > 0 && <StreamHead posts={postsShown(cast.counts)} />}
          <div ref={topOfStream} className={styles.topOfStream} id="stream-top" />
          {posts.length === 0 && cast.endedAt === null && <NothingPosted cast={cast} />}
          <Stream posts={posts} cast={cast} arrivedAfter={held.startedAt} />
          {reader.floor !== null && <OlderPosts before={reader.floor} state={reading.older} load={loadOlder} />}
        </main>
        <Rail cast={cast} moments={moments} floor={reader.floor} />
      </div>
      <CountAnnouncer newest={held.newest} reader={reader} />
      <Colophon />
    </div>
  )
}

// Height in pixels of the bar that covers the top of a scrolled page.
const COMPACT_BAR = 56

function useTitle(title: string): void {
  // The document's title stands outside of what React renders here.
  useEffect(() => {
    document.title = title
  }, [title])
}
