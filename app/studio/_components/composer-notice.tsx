import { useState } from 'react'
import type { Draft, RefusedBecause } from '../../../lib/client/composer/draft.ts'
import type { Composer, Composing } from '../../../lib/client/composer/open-composer.ts'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import { ownTimeZone } from '../../../lib/client/own-time-zone.ts'
import { clockTime } from '../../../lib/shared/clock-time.ts'
import { failures } from '../../../lib/shared/failures.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import { Icon } from '../../_look/icon.tsx'
import styles from './composer-notice.module.css'
import { DeliveryMark } from './delivery-mark.tsx'
import { type StudioPlace, signInAddress } from './studio-address.ts'

/** What is going on with the text in the composer: nothing, on its way, still trying, or in need of the person. */
export function ComposerNotice({ composer, composing, place }: NoticeProps) {
  const { draft, isKept } = composing
  return (
    <div className={styles.notice} id="composer-notice">
      {!isKept && (
        <Problem id="not-kept">This phone cannot keep your text. Stay on this page until it is sent.</Problem>
      )}
      <About draft={draft} composer={composer} place={place} />
    </div>
  )
}

interface NoticeProps {
  composer: Composer
  composing: Composing
  place: StudioPlace
}

function About({ draft, composer, place }: { draft: Draft; composer: Composer; place: StudioPlace }) {
  switch (draft.state) {
    case 'writing':
      return draft.refused && <Problem id="refused">{refusedSentence(draft.refused)}</Problem>
    case 'sending':
      return <DeliveryMark delivery={{ at: 'phone', words: 'On this phone, sending…' }} />
    case 'waiting':
      return (
        <>
          <DeliveryMark delivery={{ at: 'phone', words: stillTrying(draft.triedAt) }} />
          <p className={styles.actions}>
            <button className={buttons.text} type="button" onClick={composer.retry}>
              Retry now
            </button>
            <Copy text={draft.typed} />
          </p>
        </>
      )
    case 'signed_out':
      return (
        <div className={styles.needsYou}>
          <p className={styles.title}>
            <Icon name="alert" />
            {draft.code === 'signed_out' ? 'Session ended — sign in to send' : 'Somebody else is signed in here'}
          </p>
          <p className={styles.text}>Your text stays here until you do.</p>
          <p className={styles.actions}>
            <a className={`${buttons.button} ${styles.signIn}`} href={signInAddress(place)}>
              Sign in
            </a>
            <Copy text={draft.typed} />
          </p>
        </div>
      )
    default:
      return draft satisfies never
  }
}

function Copy({ text }: { text: string }) {
  const [words, setWords] = useState('Copy text')
  const copy = async () => setWords((await copyText(text)) ? 'Copied' : 'Copying failed')
  return (
    <button className={buttons.text} type="button" onClick={() => void copy()}>
      {words}
    </button>
  )
}

function stillTrying(triedAt: number): string {
  if (triedAt === 0) return 'On this phone. Still trying'
  return `On this phone. Still trying, last at ${clockTime(new Date(triedAt).toISOString(), ownTimeZone())}`
}

function refusedSentence({ code, over }: RefusedBecause): string {
  const { message } = failures[code]
  return over === undefined ? message : `${message} It is ${over} over.`
}
