import { type FormEvent, useState } from 'react'
import { cleanLine } from '../../../lib/shared/clean-line.ts'
import { failures } from '../../../lib/shared/failures.ts'
import { SUMMARY_MAX, TITLE_MAX } from '../../../lib/shared/limits.ts'
import buttons from '../../_look/button.module.css'
import { Problem, VoiceField } from '../../_look/field.tsx'
import type { CastSheetProps } from './cast-sheets.tsx'
import { Sheet } from './sheet.tsx'
import styles from './sheet-form.module.css'
import { closeSheet } from './studio-address.ts'
import { useKept } from './use-kept.ts'

/** The cast's title and its sentence. */
export function AboutSheet({ place, cast, actions }: CastSheetProps) {
  const [title, setTitle] = useState(cast.title)
  const [summary, setSummary] = useState(cast.summary)
  const [isChecked, setChecked] = useState(false)
  const { problem, attempt } = useKept()
  const wrong = { title: titleProblem(title), summary: tooLong(summary, SUMMARY_MAX) }

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    setChecked(true)
    if (wrong.title || wrong.summary) return focusOn(form, wrong.title ? 'cast-title' : 'cast-summary')
    if (await attempt(actions.changeSettings({ title, summary }))) closeSheet(place)
  }

  return (
    <Sheet title="About this cast" onClose={() => closeSheet(place)}>
      <form className={styles.form} onSubmit={event => void save(event)}>
        <VoiceField id="cast-title" label="Title" problem={isChecked && wrong.title}>
          {tie => <input {...tie} dir="auto" value={title} onChange={event => setTitle(event.target.value)} />}
        </VoiceField>
        <VoiceField id="cast-summary" label="Summary" problem={isChecked && wrong.summary}>
          {tie => (
            <textarea {...tie} dir="auto" rows={3} value={summary} onChange={event => setSummary(event.target.value)} />
          )}
        </VoiceField>
        <div role="alert">
          <Problem id="about-problem">{problem}</Problem>
        </div>
        <button className={`${buttons.main} ${buttons.wide}`} type="submit">
          Save
        </button>
      </form>
    </Sheet>
  )
}

function titleProblem(title: string): string {
  return cleanLine(title) === '' ? failures.title_empty.message : tooLong(title, TITLE_MAX)
}

function tooLong(typed: string, max: number): string {
  const over = cleanLine(typed).length - max
  return over > 0 ? `Too long by ${over}.` : ''
}

function focusOn(form: HTMLFormElement, id: string): void {
  form.querySelector<HTMLElement>(`#${id}`)?.focus()
}
