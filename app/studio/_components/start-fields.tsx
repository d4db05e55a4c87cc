import { useState } from 'react'
import { type NewCastForm, PAST_START, startOf } from '../../../lib/client/new-cast/new-cast-form.ts'
import type { NewCastStore } from '../../../lib/client/new-cast/open-new-cast.ts'
import { zoneName } from '../../../lib/client/new-cast/zoned-time.ts'
import buttons from '../../_look/button.module.css'
import { Field, Problem } from '../../_look/field.tsx'
import { SmallIcon } from '../../_look/icon.tsx'
import styles from './new-cast.module.css'

/** When it starts, if that is known, and on whose clock. */
export function StartFields({ form, problem, store }: { form: NewCastForm; problem?: string; store: NewCastStore }) {
  const tie = problem ? ({ 'aria-invalid': true, 'aria-describedby': 'start-problem' } as const) : {}
  return (
    <div>
      <div className={styles.pair}>
        <Field id="date" label="Starts">
          {({ id }) => (
            <input
              {...tie}
              id={id}
              type="date"
              value={form.date}
              onChange={event => store.change({ date: event.target.value })}
            />
          )}
        </Field>
        <Field id="time" label="At">
          {({ id }) => (
            <input
              id={id}
              type="time"
              value={form.time}
              onChange={event => store.change({ time: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Problem id="start-problem">{problem}</Problem>
      {problem === PAST_START && (
        <p>
          <button className={`${buttons.text} ${styles.suggestion}`} type="button" onClick={store.startNow}>
            Start now
          </button>
        </p>
      )}
      {form.date === '' && form.time === '' && (
        <p className={styles.hint}>Leave it empty to start with your first post.</p>
      )}
      <TimeZone form={form} store={store} />
    </div>
  )
}

function TimeZone({ form, store }: { form: NewCastForm; store: NewCastStore }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        className={`${buttons.text} ${styles.zone}`}
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <SmallIcon name="globe" />
        {zoneName(form.timeZone, startOf(form) ?? Date.now())}
      </button>
      {isOpen && (
        <Field id="time-zone" label="Time zone">
          {tie => (
            <select {...tie} value={form.timeZone} onChange={event => store.change({ timeZone: event.target.value })}>
              {zonesWith(form.timeZone).map(zone => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  )
}

/** The browser's list may lack UTC and the name that it gives for its own zone. */
function zonesWith(own: string): string[] {
  return [...new Set(['UTC', own, ...Intl.supportedValuesOf('timeZone')])].sort()
}
