import { Topbar } from '../../_look/topbar.tsx'
import styles from './opening.module.css'
import screen from './screen.module.css'

/** The static page before its script runs. */
export function Opening() {
  return (
    <div className={screen.screen}>
      <Topbar />
      <main className={screen.scroll}>
        <h1 className="visually-hidden">Studio</h1>
        <p className={styles.text}>Opening the studio…</p>
        <noscript>
          <p className={styles.text}>The studio needs JavaScript; reading does not.</p>
        </noscript>
      </main>
    </div>
  )
}
