import styles from './icon.module.css'

/** One path on a grid of 24 units, at the size of an icon. */
export function Drawing({ path }: { path: string }) {
  return (
    <svg className={styles.icon} viewBox="0 0 24 24" aria-hidden="true">
      <path d={path} />
    </svg>
  )
}

/** By itself: the page for errors goes out to every reader, and needs no other. */
export const ALERT = 'M12 4 2.8 19.8h18.4zM12 10v4.5M12 17.2h.01'
