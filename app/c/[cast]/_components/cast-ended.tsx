import type { Cast } from '../../../../lib/shared/cast.ts'
import { clockTime, dayAndMonth } from '../../../../lib/shared/clock-time.ts'
import { counted } from '../../../../lib/shared/counted.ts'
import buttons from '../../../_look/button.module.css'
import { ReadingState } from '../../../_look/reading-state.tsx'
import { StateTitle } from '../../../_look/state-title.tsx'
import column from './text-column.module.css'

/** The end of a cast, and the way to its log. */
export function CastEnded({ cast }: { cast: Cast }) {
  return (
    <div className={column.text} lang="en">
      <ReadingState
        icon="stop"
        title={<StateTitle>This cast has ended</StateTitle>}
        actions={
          <a className={buttons.solid} href={`/c/${cast.slug}/log`}>
            Read the log
          </a>
        }
      >
        <p>
          It ran from {ran(cast)}, with {counted(cast.counts.posts, 'post')}. You can read all of it.
        </p>
      </ReadingState>
    </div>
  )
}

function ran({ startsAt, createdAt, endedAt, timeZone }: Cast): string {
  const from = startsAt ?? createdAt
  const to = endedAt ?? from
  const days = [dayAndMonth(from, timeZone), dayAndMonth(to, timeZone)]
  if (days[0] === days[1]) return `${clockTime(from, timeZone)} to ${clockTime(to, timeZone)}`
  return `${days[0]}, ${clockTime(from, timeZone)}, to ${days[1]}, ${clockTime(to, timeZone)}`
}
