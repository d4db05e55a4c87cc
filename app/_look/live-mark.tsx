import styles from './live-mark.module.css'

/** LIVE, hanging from the live line. */
export function LiveMark() {
  return <strong className={styles.mark}>LIVE</strong>
}

/** LIVE inside a line of other things. */
export function InlineLiveMark() {
  return <strong className={styles.inline}>LIVE</strong>
}
