import type { Session } from '../../../lib/client/session.ts'
import buttons from '../../_look/button.module.css'
import { State, StatePageTitle, TroubleState } from '../../_look/state.tsx'
import { Topbar } from '../../_look/topbar.tsx'
import { useUnsent } from '../../_look/use-unsent.ts'
import screen from './screen.module.css'
import { type StudioPlace, signInAddress } from './studio-address.ts'
import { studioSession } from './studio-device.ts'

/** Nobody is signed in, or it is not known who. */
export function SignedOut({ place, session }: { place: StudioPlace; session: Session }) {
  return (
    <div className={screen.screen}>
      <Topbar />
      <main className={screen.scroll}>
        {session.state === 'signed_out' ? <SignInFirst place={place} /> : <NoAnswer />}
      </main>
    </div>
  )
}

function SignInFirst({ place }: { place: StudioPlace }) {
  const waiting = useUnsent()
  return (
    <State
      icon="author"
      title={<StatePageTitle>Sign in to post</StatePageTitle>}
      actions={
        <a className={buttons.solid} href={signInAddress(place)}>
          Sign in
        </a>
      }
    >
      <p>
        {waiting
          ? 'Your text is waiting on this phone.'
          : 'The studio is for those who post. Reading needs no sign-in.'}
      </p>
    </State>
  )
}

function NoAnswer() {
  return (
    <TroubleState
      icon="nosignal"
      title={<StatePageTitle>The server does not answer</StatePageTitle>}
      actions={
        <button className={buttons.button} type="button" onClick={() => void studioSession().refresh()}>
          Try now
        </button>
      }
    >
      <p>What you wrote is kept on this phone. The studio opens by itself when there is an answer.</p>
    </TroubleState>
  )
}
