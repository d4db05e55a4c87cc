import type { ReactNode } from 'react'
import styles from './topbar.module.css'
import { Wordmark } from './wordmark.tsx'

/** The bar on top of a page: the way home, and what can be done here. `site`: what the page calls itself, if not PusherCast. */
export function Topbar({ site, children }: TopbarProps) {
  return (
    <header>
      <TopbarRow site={site}>{children}</TopbarRow>
    </header>
  )
}

/** The same, for pages whose header goes on below it. */
export function TopbarRow({ site, children }: TopbarProps) {
  return (
    <div className={styles.topbar} lang="en">
      <Wordmark name={site} />
      <div>{children}</div>
    </div>
  )
}

interface TopbarProps {
  site?: string
  children?: ReactNode
}
