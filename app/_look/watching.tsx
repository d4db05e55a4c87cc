import { SmallReadingIcon } from './reading-icon.tsx'
import styles from './watching.module.css'

/** How many pages follow a cast now, whoever looks among them; nothing where nobody counts. */
export function Watching({ count }: { count: number | null }) {
  if (count === null) return null
  return (
    <span className={styles.watching}>
      <SmallReadingIcon name="eye" />
      {count} watching
    </span>
  )
}

/** The same where there is room for a number only. */
export function WatchingShort({ count }: { count: number | null }) {
  if (count === null) return null
  return (
    <span className={styles.watching} lang="en">
      <SmallReadingIcon name="eye" />
      {count}
      <span className="visually-hidden"> watching</span>
    </span>
  )
}
