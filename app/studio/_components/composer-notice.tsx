import { useState } from 'react'
import type { Composing } from '../../../lib/client/composer/open-composer.ts'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import { failures } from '../../../lib/shared/failures.ts'
import { PHOTOS_MAX } from '../../../lib/shared/limits.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import styles from './composer-notice.module.css'

/** What is wrong with the text in the composer, or with this device's keeping of it. Nothing when nothing is. */
export function ComposerNotice({ composing }: { composing: Composing }) {
  const { draft, keeping, problem } = composing
  return (
    <div className={styles.notice} id="composer-notice">
      <Problem id="composer-problem">{wordsOf(composing)}</Problem>
      {(problem === 'not kept' || keeping !== 'kept') && <Copy text={draft.typed} />}
    </div>
  )
}

function wordsOf({ draft, keeping, problem }: Composing): string | null {
  if (problem === 'empty') return failures.text_empty.message
  if (problem === 'not kept') return NOT_POSTED
  return draft.photos.length > PHOTOS_MAX ? TOO_MANY : KEEPING[keeping]
}

const TOO_MANY = `A post has at most ${PHOTOS_MAX} photos. Remove some to post these.`
const NOT_POSTED =
  'This phone could not keep the post, so it is not on its way. Your text is still here: free some space and press again, or copy it.'
const KEEPING = {
  kept: null,
  failed: 'This phone cannot keep your text at the moment. Stay on this page until it is posted, or copy it.',
  taken: 'Another tab has an unsent text for this cast, so this one is not kept yet. Post one of the two.',
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
