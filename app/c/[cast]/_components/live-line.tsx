import type { ReactNode } from 'react'
import type { Contact } from '../../../../lib/client/live/contact.ts'
import type { Cast } from '../../../../lib/shared/cast.ts'
import type { CastState } from '../../../../lib/shared/cast-state.ts'
import { clockTime, dayAndMonth, weekdayAndDay } from '../../../../lib/shared/clock-time.ts'
import { LiveMark } from '../../../_look/live-mark.tsx'
import { Watching } from '../../../_look/watching.tsx'
import { type Connection, ConnectionNotice, isLost } from './connection-notice.tsx'
import styles from './live-line.module.css'

interface LiveLineProps {
  cast: Cast
  state: CastState
  contact: Contact
  watching: number | null
  connection: Connection
}

/** Where new things come in: red while live, ink after the end, dashed ochre without a connection. */
export function LiveLine({ cast, state, contact, watching, connection }: LiveLineProps) {
  return (
    <div className={styles.line} data-state={isLost(connection.line) ? 'lost' : state} lang="en">
      <span className={styles.mark}>{state === 'live' && <LiveMark />}</span>
      <span className={styles.aside}>
        {asideOf(cast, state, contact) ?? (state === 'live' && <Watching count={watching} />)}
      </span>
      <div className={styles.notice}>
        <ConnectionNotice {...connection} />
      </div>
    </div>
  )
}

function asideOf(cast: Cast, state: CastState, contact: Contact): ReactNode {
  const { startsAt, endedAt, timeZone } = cast
  if (endedAt !== null) return `Ended ${dayAndMonth(endedAt, timeZone)}, ${clockTime(endedAt, timeZone)}`
  if (state === 'scheduled' && startsAt !== null) {
    return `Starts ${weekdayAndDay(startsAt, timeZone)}, ${clockTime(startsAt, timeZone)}`
  }
  return contact.kind === 'polling' ? 'Live by checking every 10 seconds' : null
}
