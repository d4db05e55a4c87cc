import type { ReactNode } from 'react'
import styles from './state.module.css'

/** The title of a state that is the whole page. */
export function StatePageTitle({ children }: { children: ReactNode }) {
  return <h1 className={styles.title}>{children}</h1>
}

/** The title of a state within a page. */
export function StateTitle({ children }: { children: ReactNode }) {
  return <h2 className={styles.title}>{children}</h2>
}
