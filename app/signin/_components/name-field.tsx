import { useSyncExternalStore } from 'react'
import { deviceStorage } from '../../../lib/client/kept.ts'
import { lastPerson } from '../../../lib/client/session.ts'
import { NAME_MAX } from '../../../lib/shared/limits.ts'
import { Field } from '../../_look/field.tsx'

/** What readers see above posts; filled in with who was here last. */
export function NameField() {
  const last = useSyncExternalStore(nothingChanges, () => lastPerson(deviceStorage())?.name ?? '', noName)
  return (
    <Field id="name" label="Name">
      {tie => (
        // The key: a default value counts only when the field is made.
        <input
          {...tie}
          key={last}
          name="name"
          autoComplete="username"
          defaultValue={last}
          maxLength={NAME_MAX}
          required
        />
      )}
    </Field>
  )
}

const nothingChanges = () => () => {}
const noName = () => ''
