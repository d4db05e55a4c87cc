import type { HeldBecause, OutboxEntry, SignInCode } from '../../../lib/client/outbox/outbox-entry.ts'
import { failures } from '../../../lib/shared/failures.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import styles from './held-notice.module.css'
import { type StudioPlace, signInAddress } from './studio-address.ts'

/** Why the server does not take something. Nothing while it only waits for its author to sign in: that is said once, for all. */
export function RefusedNotice({ because }: { because: HeldBecause }) {
  if (because.reason !== 'refused') return null
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

/** The way to go on for what waits for its author. Nothing where nothing does. */
export function SignInNotice({ entries, place }: { entries: readonly OutboxEntry[]; place: StudioPlace }) {
  const code = entries.map(signInCodeOf).find(found => found !== null)
  if (code === undefined) return null
  return (
    <div className={styles.signInNotice}>
      <p className={styles.title}>
        <Icon name="alert" />
        {code === 'signed_out' ? 'Session ended — sign in to send' : 'Somebody else is signed in here'}
      </p>
      <p className={styles.text}>Your text stays here until you do.</p>
      <a className={`${buttons.button} ${styles.signIn}`} href={signInAddress(place)}>
        Sign in
      </a>
    </div>
  )
}

function signInCodeOf(entry: OutboxEntry): SignInCode | null {
  return entry.state === 'held' && entry.because.reason === 'signed_out' ? entry.because.code : null
}
