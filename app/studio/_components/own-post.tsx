import type { OwnPost } from '../../../lib/client/own-posts.ts'
import { type PushMarks, pushOf } from '../../../lib/client/push-marks.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'
import { isLate } from '../../../lib/shared/is-late.ts'
import { type Delivery, DeliveryMark } from './delivery-mark.tsx'
import styles from './own-post.module.css'

/** One of the person's own posts, with how far it has got. */
export function OwnPostItem({ own, pushes, timeZone, lang }: OwnPostProps) {
  const { capturedAt, key, text, rev } = own.post
  return (
    <li className={styles.post}>
      <time className={styles.time} dateTime={capturedAt}>
        {clockTime(capturedAt, timeZone)}
      </time>
      <div className={styles.body} lang={lang}>
        {key !== null && (
          <p className={styles.key} dir="auto">
            {key}
          </p>
        )}
        {key !== text && <Text own={own} />}
        {own.kind !== 'sent' && isLate(own.post) && (
          <p className={styles.arrived}>arrived {clockTime(own.post.receivedAt, timeZone)}</p>
        )}
        <DeliveryMark delivery={deliveryOf(rev, pushes, timeZone)} />
      </div>
    </li>
  )
}

interface OwnPostProps {
  own: OwnPost
  pushes: PushMarks
  timeZone: string
  lang: string
}

function Text({ own }: { own: OwnPost }) {
  if (own.kind === 'sent') {
    return (
      <p className={styles.asTyped} dir="auto">
        {own.post.text}
      </p>
    )
  }
  // biome-ignore lint/security/noDangerouslySetInnerHtml: rendered from text by our server, which lets through a few tags only
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: own.post.html }} />
}

function deliveryOf(rev: number, pushes: PushMarks, timeZone: string): Delivery {
  const push = pushOf(pushes, rev)
  return push === undefined ? { at: 'server' } : { at: 'viewers', pushedAt: push.at, timeZone }
}
