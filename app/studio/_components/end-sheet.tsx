import type { ReactNode } from 'react'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import type { CastSheetProps } from './cast-sheets.tsx'
import { Sheet } from './sheet.tsx'
import styles from './sheet-form.module.css'
import { closeSheet } from './studio-address.ts'
import { useKept } from './use-kept.ts'

/** Ends the cast, or opens it again, after saying what that means. The solid button is the one that ends nothing. */
export function EndSheet({ place, cast, actions }: CastSheetProps) {
  const { problem, attempt } = useKept()
  const close = () => closeSheet(place)
  const set = async (endedAt: string | null) => {
    if (await attempt(actions.changeSettings({ endedAt }))) close()
  }
  if (cast.endedAt === null) {
    return (
      <Confirm title="End this cast?" problem={problem} onClose={close} text={ENDS}>
        <button
          className={`${buttons.button} ${styles.outlined}`}
          type="button"
          onClick={() => void set(new Date().toISOString())}
        >
          End the cast
        </button>
        <button className={buttons.main} type="button" onClick={close}>
          Keep it open
        </button>
      </Confirm>
    )
  }
  return (
    <Confirm title="Open this cast again?" problem={problem} onClose={close} text={OPENS}>
      <button className={`${buttons.button} ${styles.outlined}`} type="button" onClick={close}>
        Leave it ended
      </button>
      <button className={buttons.main} type="button" onClick={() => void set(null)}>
        Open again
      </button>
    </Confirm>
  )
}

const ENDS =
  'Every open page says that it has ended. People can go on reading it, and its log. Posts written before now and still waiting on a phone are taken for one more day. You can open it again.'
const OPENS =
  'It is on the air again for all readers, and new posts are taken. Posts that were refused after the end can be sent.'

interface ConfirmProps {
  title: string
  text: string
  problem: string | null
  /** Two buttons. */
  children: ReactNode
  onClose: () => void
}

function Confirm({ title, text, problem, children, onClose }: ConfirmProps) {
  return (
    <Sheet title={title} onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.text}>{text}</p>
        <div role="alert">
          <Problem id="end-problem">{problem}</Problem>
        </div>
        <div className={styles.actions}>{children}</div>
      </div>
    </Sheet>
  )
}
