import { blurOf } from '../../lib/shared/blur-of.ts'
import { clockTime, shortDay, weekdayAndTime } from '../../lib/shared/clock-time.ts'
import { counted } from '../../lib/shared/counted.ts'
import type { CastListing } from '../../lib/shared/new-cast.ts'
import type { Photo } from '../../lib/shared/photo.ts'
import { postsShown } from '../../lib/shared/posts-shown.ts'
import { photoPath, renditionWidths } from '../../lib/shared/rendition.ts'
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
            <a className={cast.photo ? `${styles.live} ${styles.withPhoto}` : styles.live} href={`/c/${cast.slug}`}>
              <LiveMark />
              <span className={styles.about}>
                <Title cast={cast} />
                <span className={styles.note}>{newestOf(cast)}</span>
              </span>
              {cast.photo && <SmallPhoto photo={cast.photo} />}
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
            {countsOf(cast)}
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

/** Decoration: the words beside it say what the link is. */
function SmallPhoto({ photo: { id, width, height, thumbhash } }: { photo: Photo }) {
  const [smallest = width] = renditionWidths(width)
  return (
    // biome-ignore lint/performance/noImgElement: its renditions are there already
    <img
      className={styles.photo}
      style={{ backgroundImage: blurOf(thumbhash) }}
      src={photoPath(id, smallest)}
      width={width}
      height={height}
      alt=""
    />
  )
}

function countsOf({ counts }: CastListing): string {
  const photos = counts.photos > 0 ? `, ${counted(counts.photos, 'photo')}` : ''
  return counted(postsShown(counts), 'post') + photos
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
