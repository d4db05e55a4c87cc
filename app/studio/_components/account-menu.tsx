import { useState } from 'react'
import { personOf, type Session } from '../../../lib/client/session.ts'
import { signOut } from '../../../lib/client/sign-in.ts'
import buttons from '../../_look/button.module.css'
import { SmallIcon } from '../../_look/icon.tsx'
import styles from './account-menu.module.css'
import { Sheet } from './sheet.tsx'
import { closeSheet, openSheet, type StudioPlace } from './studio-address.ts'
import { studioSession } from './studio-device.ts'
import { ThisPhone } from './this-phone.tsx'

/** Who is signed in, and the way out. Nothing while nobody is. */
export function AccountMenu({ place, session }: { place: CastsPlace; session: Session }) {
  const person = personOf(session)
  if (person === null || session.state === 'signed_out') return null
  return (
    <>
      <button
        className={`${buttons.plain} ${styles.account}`}
        type="button"
        onClick={() => openSheet({ ...place, sheet: 'account' })}
      >
        <span className={styles.words}>
          <span className={styles.lead}>Signed in as </span>
          <b>{person.name}</b>
        </span>
        <SmallIcon name="unfold" />
      </button>
      {place.sheet === 'account' && (
        <Sheet title={person.name} onClose={() => closeSheet(place)}>
          <SignOut />
        </Sheet>
      )}
    </>
  )
}

type CastsPlace = Extract<StudioPlace, { screen: 'casts' }>

function SignOut() {
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')
  async function leave() {
    setState('asking')
    const answer = await signOut()
    if (answer.kind !== 'answer') return setState('failed')
    await studioSession().forget()
    location.assign('/signin')
  }
  return (
    <div className={styles.signOut}>
      <ThisPhone />
      <p role="alert">{state === 'failed' && 'The server did not answer, so you are still signed in. Try again.'}</p>
      <button className={`${buttons.button} ${buttons.wide}`} type="button" onClick={() => void leave()}>
        {state === 'asking' ? 'Signing out…' : 'Sign out'}
      </button>
    </div>
  )
}
