'use client'
import type { KeyMoment } from '../../../../lib/client/live/shown-posts.ts'
import type { Cast } from '../../../../lib/shared/cast.ts'
import { startedAt } from '../../../../lib/shared/cast-state.ts'
import { clockTime, dayAndMonth } from '../../../../lib/shared/clock-time.ts'
import { counted } from '../../../../lib/shared/counted.ts'
import { postsShown } from '../../../../lib/shared/posts-shown.ts'
import { ReadingIcon } from '../../../_look/reading-icon.tsx'
import { momentLink } from './moment-link.ts'
import styles from './rail.module.css'
import { useCopyLink } from './use-copy-link.ts'
import { useNow } from './use-now.ts'

/** What stands beside the posts on a wide screen. */
export function Rail({ cast, moments, floor }: { cast: Cast; moments: KeyMoment[]; floor: number | null }) {
  return (
    <aside className={styles.rail} aria-label="About this cast">
      {moments.length > 0 && <RailMoments cast={cast} moments={moments} floor={floor} />}
      <section lang="en">
        <h2 className={styles.title}>About</h2>
        <p className={styles.text}>{aboutOf(cast, useNow())}</p>
      </section>
      <section lang="en">
        <h2 className={styles.title}>Follow</h2>
        <CopyCastLink slug={cast.slug} />
      </section>
    </aside>
  )
}

function RailMoments({ cast, moments, floor }: { cast: Cast; moments: KeyMoment[]; floor: number | null }) {
  return (
    <nav aria-labelledby="rail-moments">
      <h2 className={styles.title} id="rail-moments" lang="en">
        Key moments
      </h2>
      <ol className={styles.moments}>
        {moments.map(moment => (
          <li key={moment.id}>
            <a className={styles.moment} href={momentLink(moment, { floor, slug: cast.slug })}>
              <time className={styles.time} dateTime={moment.capturedAt}>
                {clockTime(moment.capturedAt, cast.timeZone)}
              </time>
              <span dir="auto">{moment.key}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function CopyCastLink({ slug }: { slug: string }) {
  const { outcome, copy } = useCopyLink(`/c/${slug}`)
  return (
    <button className={styles.action} type="button" onClick={copy}>
      <ReadingIcon name="link" />
      {outcome ?? 'Copy the link'}
    </button>
  )
}

function aboutOf(cast: Cast, now: number): string {
  const { counts, endedAt, timeZone } = cast
  const times = `Times are those of the place (${timeZone}).`
  if (counts.posts === 0) return times
  const since = endedAt === null ? startedAt(cast, now) : null
  const posts = counted(postsShown(counts), 'post')
  if (since === null) return `${posts}. ${times}`
  return `On since ${dayAndMonth(since, timeZone)}, ${clockTime(since, timeZone)}, ${posts}. ${times}`
}
