'use client'
import type { Cast } from '../../../../lib/shared/cast.ts'
import { clockTime, dayAndMonth } from '../../../../lib/shared/clock-time.ts'
import { ReadingState } from '../../../_look/reading-state.tsx'
import { StateTitle } from '../../../_look/state-title.tsx'
import column from './text-column.module.css'
import { useNow } from './use-now.ts'

/** An open cast without a post. */
export function NothingPosted({ cast }: { cast: Pick<Cast, 'createdAt' | 'timeZone'> }) {
  return (
    <div className={column.text} lang="en">
      <ReadingState icon="speech" title={<StateTitle>Nothing posted yet</StateTitle>}>
        <p>This cast was opened {openedOf(cast, useNow())}. The first post will appear here by itself.</p>
      </ReadingState>
    </div>
  )
}

function openedOf({ createdAt, timeZone }: Pick<Cast, 'createdAt' | 'timeZone'>, now: number): string {
  const day = dayAndMonth(createdAt, timeZone)
  const isToday = day === dayAndMonth(new Date(now).toISOString(), timeZone)
  return isToday ? `at ${clockTime(createdAt, timeZone)}` : `on ${day}, ${clockTime(createdAt, timeZone)}`
}
