import type { NotShared } from '../../../lib/shared/share-target.ts'
import buttons from '../../_look/button.module.css'
import { StatePageTitle, TroubleState } from '../../_look/state.tsx'
import { Topbar } from '../../_look/topbar.tsx'
import screen from './screen.module.css'
import { StudioLink } from './studio-link.tsx'
import { UpdateNotice } from './update-notice.tsx'

/** What another app has shared is not on this phone, why, and what helps. */
export function NotSharedScreen({ why }: { why: NotShared }) {
  return (
    <div className={screen.screen}>
      <Topbar />
      <UpdateNotice />
      <main className={screen.scroll}>
        <TroubleState
          icon={why === 'not_ready' ? 'alert' : 'full'}
          title={<StatePageTitle>What you shared was not kept</StatePageTitle>}
          actions={
            <StudioLink className={buttons.button} place={{ screen: 'latest' }}>
              Open the studio
            </StudioLink>
          }
        >
          <p>{WORDS[why]}</p>
        </TroubleState>
      </main>
    </div>
  )
}

const WORDS = {
  too_much:
    'Too much waits on this phone, or it is too large. It is still in the other app: add or discard here what you shared before, and share it again in smaller parts.',
  not_kept: 'This phone could not keep it. It is still in the other app: free some space and share it again.',
  not_ready:
    'PusherCast was not ready to take it. It is still in the other app: press Reload here if that is offered, then share it once more.',
} satisfies Record<NotShared, string>
