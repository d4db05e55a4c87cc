import type { ReactNode } from 'react'
import type { Cast } from '../../../../lib/shared/cast.ts'
import type { CastState } from '../../../../lib/shared/cast-state.ts'
import { InlineLiveMark } from '../../../_look/live-mark.tsx'
import { WatchingShort } from '../../../_look/watching.tsx'
import styles from './compact-bar.module.css'
import { type Connection, ConnectionNotice, isLost } from './connection-notice.tsx'
import { ShareButton } from './share-button.tsx'

interface CompactBarProps {
  cast: Cast
  state: CastState
  watching: number | null
  connection: Connection
  isShown: boolean
  /** What hangs below the bar. */
  children: ReactNode
}

/** The header of a scrolled page, in one line. It lies over the page, so that coming and going moves nothing. */
export function CompactBar({ cast, state, watching, connection, isShown, children }: CompactBarProps) {
  const isCutOff = isLost(connection.line)
  return (
    <div className={styles.bar} data-state={isCutOff ? 'lost' : state} inert={!isShown}>
      <div className={styles.row}>
        {/* The same words as the heading further up, which readers of headings have already. */}
        <span className={styles.title} dir="auto" aria-hidden="true">
          {cast.title}
        </span>
        {state === 'live' && !isCutOff && (
          <>
            <WatchingShort count={watching} />
            <InlineLiveMark />
          </>
        )}
        <ShareButton path={`/c/${cast.slug}`} title={cast.title} label="Share this cast" />
      </div>
      <div lang="en">
        <ConnectionNotice {...connection} />
      </div>
      {children}
    </div>
  )
}
