import { useSyncExternalStore } from 'react'
import { countDrafts, deviceStorage } from '../../../lib/client/kept.ts'
import styles from '../signin.module.css'

/** So that nobody fears for their unsent text. Nothing when nothing waits. */
export function Waiting() {
  const count = useSyncExternalStore(nothingChanges, () => countDrafts(deviceStorage()), noDrafts)
  if (count === 0) return null
  return (
    <p className={styles.lead}>
      {count === 1 ? 'Your text is waiting on this phone.' : `${count} unsent texts are waiting on this phone.`} It
      stays until you send it.
    </p>
  )
}

const nothingChanges = () => () => {}
const noDrafts = () => 0
