import { useUnsent } from '../../_look/use-unsent.ts'
import styles from '../signin.module.css'

/** So that nobody fears for their unsent text. Nothing when nothing waits. */
export function Waiting() {
  const count = useUnsent()
  if (!count) return null
  return (
    <p className={styles.lead}>
      {count === 1 ? 'Your text is waiting on this phone.' : `${count} unsent texts are waiting on this phone.`} It
      stays until you send it.
    </p>
  )
}
