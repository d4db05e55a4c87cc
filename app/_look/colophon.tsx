import styles from './colophon.module.css'

/** The foot of a page. */
export function Colophon() {
  return (
    <footer className={styles.colophon} lang="en">
      <p>This site runs on PusherCast, which is open source.</p>
      <a href="/privacy">Privacy</a>
    </footer>
  )
}
