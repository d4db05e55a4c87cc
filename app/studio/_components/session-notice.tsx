import type { Session } from '../../../lib/client/session.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import notices from '../../_look/notice.module.css'
import styles from './session-notice.module.css'
import { type StudioPlace, signInAddress } from './studio-address.ts'

/** When the server does not know this person, or cannot be asked. Nothing when all is well. */
export function SessionNotice({ place, session }: { place: StudioPlace; session: Session }) {
  if (session.state === 'unreachable') {
    return (
      <p className={notices.notice}>
        <Icon name="nosignal" />
        <span>The server does not answer. It is asked again by itself.</span>
      </p>
    )
  }
  if (session.state !== 'signed_out') return null
  return (
    <div className={notices.notice}>
      <Icon name="alert" />
      <div>
        <p>
          <b>Session ended — sign in to send</b>
        </p>
        <p>Your text stays here until you do.</p>
        <p className={styles.action}>
          <a className={`${buttons.button} ${styles.button}`} href={signInAddress(place)}>
            Sign in
          </a>
        </p>
      </div>
    </div>
  )
}
