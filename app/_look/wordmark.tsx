import styles from './wordmark.module.css'

/** The way home. `name`: the site's host on its own first page, else PusherCast. */
export function Wordmark({ name = 'PusherCast' }: { name?: string }) {
  return (
    <a className={styles.wordmark} href="/">
      {name}
    </a>
  )
}
