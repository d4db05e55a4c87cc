import type { ConnectionLine } from '../../../../lib/client/live/connection-line.ts'
import { timeAndOtherDay } from '../../../../lib/shared/clock-time.ts'
import notices from '../../../_look/notice.module.css'
import { SmallReadingIcon } from '../../../_look/reading-icon.tsx'

export interface Connection {
  line: ConnectionLine
  /** When the page was last known to be complete, in milliseconds. */
  completeAt: number
  /** In milliseconds too. */
  now: number
  timeZone: string
}

/** Trouble with the connection, and up to when the page is complete. Renders nothing while all is well. */
export function ConnectionNotice({ line, completeAt, now, timeZone }: Connection) {
  if (line.says === 'nothing') return null
  if (line.says === 'back') {
    return <p className={notices.plainLine}>Back. Nothing was missed</p>
  }
  const upTo = timeAndOtherDay(new Date(completeAt).toISOString(), { now, timeZone })
  return (
    <p className={notices.line}>
      <SmallReadingIcon name={line.says === 'offline' ? 'nosignal' : 'retry'} />
      {line.says === 'offline' ? (
        <span>
          <b>Offline.</b> You have everything up to {upTo}
        </span>
      ) : (
        <span>
          <b>Reconnecting…</b> you have everything up to {upTo}
        </span>
      )}
    </p>
  )
}

export function isLost(line: ConnectionLine): boolean {
  return line.says === 'offline' || line.says === 'reconnecting'
}
