import { LANGUAGES, languageName } from '../../../lib/client/new-cast/languages.ts'
import { linkOf, type Problems } from '../../../lib/client/new-cast/new-cast-form.ts'
import type { NewCastState, NewCastStore } from '../../../lib/client/new-cast/open-new-cast.ts'
import buttons from '../../_look/button.module.css'
import { Field, FieldPrefix, VoiceField } from '../../_look/field.tsx'
import styles from './new-cast.module.css'
import { StartFields } from './start-fields.tsx'

/** The fields of a new cast. Frozen while the server may be making it. */
export function NewCastFields({ state, store }: { state: NewCastState; store: NewCastStore }) {
  const { form } = state
  const problems: Problems = state.state === 'typing' ? state.problems : {}
  const suggestion = state.state === 'typing' ? state.suggestion : null
  return (
    <fieldset className={styles.form} disabled={state.state !== 'typing'}>
      <VoiceField id="title" label="Title" problem={problems.title}>
        {tie => (
          <input
            {...tie}
            dir="auto"
            value={form.title}
            onChange={event => store.change({ title: event.target.value })}
          />
        )}
      </VoiceField>
      <Field
        id="link"
        label="Link"
        problem={problems.slug}
        after={suggestion && <Suggestion slug={suggestion} store={store} />}
      >
        {tie => (
          <>
            <FieldPrefix>{location.host}/c/</FieldPrefix>
            <input
              {...tie}
              value={linkOf(form)}
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              onChange={event => store.change({ slug: event.target.value.toLowerCase() })}
            />
          </>
        )}
      </Field>
      <WhoCanSeeIt visibility={form.visibility} store={store} />
      <StartFields form={form} problem={problems.start} store={store} />
      <Field id="lang" label="Language">
        {tie => (
          <select {...tie} value={form.lang} onChange={event => store.change({ lang: event.target.value })}>
            {LANGUAGES.map(tag => (
              <option key={tag} value={tag} lang={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </fieldset>
  )
}

function Suggestion({ slug, store }: { slug: string; store: NewCastStore }) {
  return (
    <button className={`${buttons.text} ${styles.suggestion}`} type="button" onClick={() => store.change({ slug })}>
      Use {slug}
    </button>
  )
}

function WhoCanSeeIt({ visibility, store }: { visibility: 'public' | 'private'; store: NewCastStore }) {
  return (
    <fieldset>
      <legend className={styles.legend}>Who can see it</legend>
      <div className={styles.options}>
        {CHOICES.map(({ value, name, means }) => (
          <label className={styles.choice} key={value}>
            <input
              className={styles.radio}
              type="radio"
              name="visibility"
              checked={visibility === value}
              onChange={() => store.change({ visibility: value })}
            />
            <span>
              <b>{name}</b>
              <small>{means}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

const CHOICES = [
  { value: 'public', name: 'Public', means: 'Anyone with the address; on the front page' },
  { value: 'private', name: 'Only you', means: 'Not listed; nobody else can open it' },
] as const
