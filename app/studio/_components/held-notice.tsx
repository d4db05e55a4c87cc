import type { HeldBecause } from '../../../lib/client/outbox/outbox-entry.ts'
import { failures } from '../../../lib/shared/failures.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import styles from './held-notice.module.css'
import { type StudioPlace, signInAddress } from './studio-address.ts'

/** Why something does not go out, and what the person can do. */
export function HeldNotice({ because, place }: { because: HeldBecause; place: StudioPlace }) {
  if (because.reason === 'refused') {
    const { message } = failures[because.code]
    return (
      <div className={styles.needsYou}>
        <p className={styles.title}>
          <Icon name="alert" />
          Not sent
        </p>
        <p className={styles.text}>{because.over === undefined ? message : `${message} It is ${because.over} over.`}</p>
      </div>
    )
  }
  return (
    <div className={styles.needsYou}>
      <p className={styles.title}>
        <Icon name="alert" />
        {because.code === 'signed_out' ? 'Session ended — sign in to send' : 'Somebody else is signed in here'}
      </p>
      <p className={styles.text}>Your text stays here until you do.</p>
      <a className={`${buttons.button} ${styles.signIn}`} href={signInAddress(place)}>
        Sign in
      </a>
    </div>
  )
}
