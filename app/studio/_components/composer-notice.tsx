import { useState } from 'react'
import type { Composing } from '../../../lib/client/composer/open-composer.ts'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import { failures } from '../../../lib/shared/failures.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import styles from './composer-notice.module.css'

/** What is wrong with the text in the composer, or with this device's keeping of it. Nothing when nothing is. */
export function ComposerNotice({ composing: { draft, keeping, problem } }: { composing: Composing }) {
  return (
    <div className={styles.notice} id="composer-notice">
      <Problem id="composer-problem">
        {problem === 'empty' ? failures.text_empty.message : problem === 'not kept' ? NOT_POSTED : KEEPING[keeping]}
      </Problem>
      {(problem === 'not kept' || keeping !== 'kept') && <Copy text={draft.typed} />}
    </div>
  )
}

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
