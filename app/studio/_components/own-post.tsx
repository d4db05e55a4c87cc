import type { OwnPost, Standing } from '../../../lib/client/outbox/apply-outbox.ts'
import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import { type PushMarks, pushOf } from '../../../lib/client/push-marks.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'
import { isLate } from '../../../lib/shared/is-late.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import { type Delivery, DeliveryMark } from './delivery-mark.tsx'
import { RefusedNotice } from './held-notice.tsx'
import { OwnPhotos } from './own-photos.tsx'
import styles from './own-post.module.css'
import { openSheet, type StudioPlace } from './studio-address.ts'
import { waitingWords } from './waiting-words.ts'

/** One of the person's own posts, with how far it has got and what needs them. */
export function OwnPostItem({ post, photos, pushes, place, timeZone, lang }: OwnPostProps) {
  const { id, capturedAt, receivedAt, key, text, html, media, standing } = post
  const time = clockTime(capturedAt, timeZone)
  return (
    <li className={styles.post}>
      <time className={styles.time} dateTime={capturedAt}>
        {time}
      </time>
      <div className={styles.body}>
        <div lang={lang}>
          {key !== null && (
            <p className={styles.key} dir="auto">
              {key}
            </p>
          )}
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made by renderText, which lets a few tags through and no markup */}
          {key !== text && <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />}
        </div>
        {media.length > 0 && <OwnPhotos media={media} kept={photos} />}
        {receivedAt !== null && isLate({ capturedAt, receivedAt }) && (
          <p className={styles.arrived}>arrived {clockTime(receivedAt, timeZone)}</p>
        )}
        {standing.at === 'phone' && standing.entry.state === 'held' && (
          <RefusedNotice because={standing.entry.because} />
        )}
        <DeliveryMark delivery={deliveryOf(standing, pushes, timeZone)} />
      </div>
      <button
        className={`${buttons.icon} ${styles.more}`}
        type="button"
        aria-label={`Actions for the post at ${time}`}
        onClick={() => openSheet({ ...place, sheet: 'post', post: id })}
      >
        <Icon name="more" />
      </button>
    </li>
  )
}

interface OwnPostProps {
  post: OwnPost
  /** This cast's that the device has. */
  photos: readonly KeptPhoto[]
  pushes: PushMarks
  place: Extract<StudioPlace, { screen: 'cast' }>
  timeZone: string
  lang: string
}

function deliveryOf(standing: Standing, pushes: PushMarks, timeZone: string): Delivery {
  if (standing.at === 'phone') {
    const words = waitingWords(standing.entry)
    if (standing.change === 'publish') return { at: 'phone', words }
    return { at: 'server', words: `${standing.change === 'remove' ? 'Deletion' : 'Edit'}: ${words}` }
  }
  const push = pushOf(pushes, standing.rev)
  return push === undefined ? { at: 'server', words: 'On the server' } : { at: 'viewers', pushedAt: push.at, timeZone }
}
