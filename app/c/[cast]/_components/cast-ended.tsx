import type { Cast } from '../../../../lib/shared/cast.ts'
import { startedAt } from '../../../../lib/shared/cast-state.ts'
import { clockTime, dayAndMonth } from '../../../../lib/shared/clock-time.ts'
import { counted } from '../../../../lib/shared/counted.ts'
import { postsShown } from '../../../../lib/shared/posts-shown.ts'
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
          {ran(cast)} {counted(postsShown(cast.counts), 'post')}. You can read all of it.
        </p>
      </ReadingState>
    </div>
  )
}

function ran({ startsAt, endedAt, timeZone }: Cast): string {
  const from = endedAt === null ? null : startedAt({ startsAt }, Date.parse(endedAt))
  if (from === null || endedAt === null) return 'It has'
  const days = [dayAndMonth(from, timeZone), dayAndMonth(endedAt, timeZone)]
  const times = [clockTime(from, timeZone), clockTime(endedAt, timeZone)]
  if (days[0] === days[1]) return `It ran from ${times[0]} to ${times[1]}, with`
  return `It ran from ${days[0]}, ${times[0]}, to ${days[1]}, ${times[1]}, with`
}
