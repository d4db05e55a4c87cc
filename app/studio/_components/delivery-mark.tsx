import { clockTime } from '../../../lib/shared/clock-time.ts'
import styles from './delivery-mark.module.css'

/** How far a post has got: phone, server, viewers. A filled dot is a fact reported back, never a guess. */
export type Delivery =
  | { at: 'phone'; words: string }
  | { at: 'server'; words: string }
  /** `pushedAt`: milliseconds; null when it was pushed before this page looked. */
  | { at: 'viewers'; pushedAt: number | null; timeZone: string }

export function DeliveryMark({ delivery }: { delivery: Delivery }) {
  return (
    <p className={styles.delivery} data-at={delivery.at}>
      <svg className={styles.track} viewBox="0 0 36 10" aria-hidden="true">
        <path d="M5 5h26" />
        <circle cx="5" cy="5" r="3.6" />
        <circle cx="18" cy="5" r="3.6" />
        <circle cx="31" cy="5" r="3.6" />
      </svg>
      <span>{wordsOf(delivery)}</span>
    </p>
  )
}

function wordsOf(delivery: Delivery): string {
  if (delivery.at !== 'viewers') return delivery.words
  const { pushedAt, timeZone } = delivery
  return pushedAt === null
    ? 'Pushed to viewers'
    : `Pushed to viewers ${clockTime(new Date(pushedAt).toISOString(), timeZone)}`
}
