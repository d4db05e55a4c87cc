import { startedAt } from '../../../lib/shared/cast-state.ts'
import { clockTime, fullDay, weekdayAndDay } from '../../../lib/shared/clock-time.ts'
import { counted } from '../../../lib/shared/counted.ts'
import type { CastListing } from '../../../lib/shared/new-cast.ts'
import { postsShown } from '../../../lib/shared/posts-shown.ts'
import { LiveMark } from '../../_look/live-mark.tsx'
import styles from './cast-row.module.css'
import { StudioLink } from './studio-link.tsx'

/** A cast that is on the air, under the live line. */
export function LiveCastRow({ cast }: { cast: CastListing }) {
  return (
    <StudioLink className={styles.live} place={{ screen: 'cast', cast: cast.id, sheet: null }}>
      <LiveMark />
      <span className={styles.liveTitle} lang={cast.lang} dir="auto">
        {cast.title}
      </span>
      <span className={styles.note}>{liveNote(cast)}</span>
    </StudioLink>
  )
}

/** A cast that is to come or is over. */
export function CastRow({ cast }: { cast: CastListing }) {
  return (
    <StudioLink className={styles.cast} place={{ screen: 'cast', cast: cast.id, sheet: null }}>
      <span className={styles.title} lang={cast.lang} dir="auto">
        {cast.title}
      </span>
      <span className={styles.note}>{cast.endedAt === null ? scheduledNote(cast) : endedNote(cast)}</span>
    </StudioLink>
  )
}

function liveNote(cast: CastListing): string {
  const since = startedAt(cast, Date.now())
  const posts = counted(postsShown(cast.counts), 'post')
  return `${since === null ? posts : `On since ${when(since, cast)}, ${posts}`}${seenBy(cast)}`
}

function scheduledNote(cast: CastListing): string {
  const start = cast.startsAt === null ? 'Starts with your first post' : when(cast.startsAt, cast)
  return `${start}${seenBy(cast)}`
}

function endedNote(cast: CastListing): string {
  const { posts, removed } = cast.counts
  const log = `${posts - removed} of ${counted(posts, 'post')} in the log`
  return `${dayOf(cast.endedAt ?? cast.createdAt, cast.timeZone)} · ${log}${seenBy(cast)}`
}

function seenBy({ visibility }: CastListing): string {
  return visibility === 'private' ? ' · only you' : ''
}

/** The clock alone where it was today, in the cast's own zone. */
function when(at: string, { timeZone }: CastListing): string {
  const isToday = fullDay(at, timeZone) === fullDay(new Date().toISOString(), timeZone)
  return isToday ? clockTime(at, timeZone) : `${dayOf(at, timeZone)}, ${clockTime(at, timeZone)}`
}

/** With the year where it is another one. */
function dayOf(at: string, timeZone: string): string {
  const [day, full] = [weekdayAndDay(at, timeZone), fullDay(at, timeZone)]
  return full.slice(-4) === fullDay(new Date().toISOString(), timeZone).slice(-4) ? day : full
}
