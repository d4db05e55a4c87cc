import { type RefObject, useState } from 'react'
import buttons from '../../_look/button.module.css'
import { Field } from '../../_look/field.tsx'
import { Icon } from '../../_look/icon.tsx'

/** The passphrase, which may be shown: it is long, and thumbs slip. */
export function PassphraseField({ field, problem }: { field: RefObject<HTMLInputElement | null>; problem: string }) {
  const [isShown, setShown] = useState(false)
  return (
    <Field id="passphrase" label="Passphrase" problem={problem}>
      {tie => (
        <>
          <input
            {...tie}
            ref={field}
            name="passphrase"
            type={isShown ? 'text' : 'password'}
            autoComplete="current-password"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            required
          />
          <button
            className={buttons.icon}
            type="button"
            aria-label={isShown ? 'Hide passphrase' : 'Show passphrase'}
            onClick={() => setShown(!isShown)}
          >
            <Icon name="eye" />
          </button>
        </>
      )}
    </Field>
  )
}
