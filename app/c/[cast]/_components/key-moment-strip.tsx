import type { KeyMoment } from '../../../../lib/client/live/shown-posts.ts'
import type { Cast } from '../../../../lib/shared/cast.ts'
import { clockTime } from '../../../../lib/shared/clock-time.ts'
import styles from './key-moment-strip.module.css'
import { momentLink } from './moment-link.ts'

interface KeyMomentStripProps {
  moments: KeyMoment[]
  floor: number | null
  cast: Pick<Cast, 'slug' | 'timeZone'>
}

/** Key moments side by side, for narrow screens; the rail has them on wide ones. */
export function KeyMomentStrip({ moments, floor, cast }: KeyMomentStripProps) {
  if (moments.length === 0) return null
  return (
    <nav className={styles.moments} aria-labelledby="moments-title">
      <h2 className={styles.title} id="moments-title" lang="en">
        Key moments
      </h2>
      <ol className={styles.strip}>
        {moments.map(moment => (
          <li key={moment.id} className={styles.item}>
            <a className={styles.link} href={momentLink(moment, { floor, slug: cast.slug })}>
              <time className={styles.time} dateTime={moment.capturedAt}>
                {clockTime(moment.capturedAt, cast.timeZone)}
              </time>
              <span className={styles.text} dir="auto">
                {moment.key}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
