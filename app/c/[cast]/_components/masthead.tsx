import type { Cast } from '../../../../lib/shared/cast.ts'
import styles from './masthead.module.css'

/** The cast's title and its sentence. */
export function Masthead({ cast }: { cast: Pick<Cast, 'title' | 'summary'> }) {
  return (
    <div className={styles.masthead}>
      <h1 className={styles.title} dir="auto">
        {cast.title}
      </h1>
      {cast.summary !== '' && (
        <p className={styles.about} dir="auto">
          {cast.summary}
        </p>
      )}
    </div>
  )
}
