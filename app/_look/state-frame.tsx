import type { ReactNode } from 'react'
import styles from './state.module.css'

export interface StateParts {
  /** A `StateTitle`, or a `StatePageTitle` where it is the page's first heading. */
  title: ReactNode
  /** What happens next. */
  children: ReactNode
  actions?: ReactNode
}

/** Where there is nothing to show: one icon, one title, what happens next, at most two actions. */
export function StateFrame({ icon, title, children, actions }: StateParts & { icon: ReactNode }) {
  return (
    <section className={styles.state}>
      {icon}
      {title}
      <div className={styles.text}>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </section>
  )
}
