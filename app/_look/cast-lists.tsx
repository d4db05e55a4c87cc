import { clockTime, shortDay, weekdayAndTime } from '../../lib/shared/clock-time.ts'
import { counted } from '../../lib/shared/counted.ts'
import type { CastListing } from '../../lib/shared/new-cast.ts'
import { postsShown } from '../../lib/shared/posts-shown.ts'
import buttons from './button.module.css'
import styles from './cast-lists.module.css'
import { LiveMark } from './live-mark.tsx'

/** What is live now, each under a live line of its own. */
export function LiveCasts({ casts }: { casts: CastListing[] }) {
  if (casts.length === 0) return null
  return (
    <section aria-labelledby="live-title">
      <h2 className="visually-hidden" id="live-title">
        Live now
      </h2>
      <ul>
        {casts.map(cast => (
          <li key={cast.id}>
            <a className={styles.live} href={`/c/${cast.slug}`}>
              <LiveMark />
              <Title cast={cast} />
              <span className={styles.note}>{newestOf(cast)}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function UpcomingCasts({ casts }: { casts: CastListing[] }) {
  if (casts.length === 0) return null
  return (
    <section aria-labelledby="upcoming-title">
      <h2 className={styles.section} id="upcoming-title">
        Coming up
      </h2>
      <ul>
        {casts.map(cast => (
          <DatedCast key={cast.id} cast={cast} at={cast.startsAt}>
            {cast.startsAt === null ? 'Starts with its first post' : weekdayAndTime(cast.startsAt, cast.timeZone)}
          </DatedCast>
        ))}
      </ul>
    </section>
  )
}

/** `next`: the `before` of the page that follows. */
export function PastCasts({ casts, next }: { casts: CastListing[]; next: number | null }) {
  if (casts.length === 0) return null
  return (
    <section aria-labelledby="past-title">
      <h2 className={styles.section} id="past-title">
        Past casts
      </h2>
      <ul>
        {casts.map(cast => (
          <DatedCast key={cast.id} cast={cast} at={cast.endedAt ?? cast.createdAt}>
            {counted(postsShown(cast.counts), 'post')}
          </DatedCast>
        ))}
      </ul>
      {next !== null && (
        <p className={styles.more}>
          <a className={buttons.button} href={`/?before=${next}`}>
            Older casts
          </a>
        </p>
      )}
    </section>
  )
}

function DatedCast({ cast, at, children }: { cast: CastListing; at: string | null; children: string }) {
  return (
    <li>
      <a className={styles.dated} href={`/c/${cast.slug}`}>
        {at !== null && (
          <time className={styles.when} dateTime={at}>
            {shortDay(at, cast.timeZone)}
          </time>
        )}
        <span className={styles.about}>
          <Title cast={cast} />
          <span className={styles.note}>{children}</span>
        </span>
      </a>
    </li>
  )
}

function Title({ cast }: { cast: CastListing }) {
  return (
    <span className={styles.title} lang={cast.lang} dir="auto">
      {cast.title}
    </span>
  )
}

function newestOf({ newest, timeZone, lang }: CastListing) {
  if (newest === null) return 'Nothing posted yet'
  return (
    <>
      {clockTime(newest.capturedAt, timeZone)}{' '}
      <span lang={lang} dir="auto">
        {newest.text}
      </span>
    </>
  )
}
