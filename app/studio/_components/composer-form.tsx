import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react'
import { canPost, isBlank } from '../../../lib/client/composer/draft.ts'
import type { Composer, Composing } from '../../../lib/client/composer/open-composer.ts'
import { budgetOf } from '../../../lib/client/composer/post-of.ts'
import type { CastState } from '../../../lib/shared/cast-state.ts'
import buttons from '../../_look/button.module.css'
import { SmallIcon } from '../../_look/icon.tsx'
import styles from './composer-form.module.css'
import { ComposerNotice } from './composer-notice.tsx'
import type { StudioPlace } from './studio-address.ts'

/** The composer. It sends what is in it, and lets go of it only when the server has it. */
export function ComposerForm({ composer, composing, place, cast }: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), []) // the text field has the focus when the studio opens
  const { draft } = composing
  const isWriting = draft.state === 'writing'
  const shown = isWriting ? draft.typed : draft.typed + composing.next
  const left = budgetOf(draft.typed, draft)
  const goesStraightOut = cast !== 'ended' && (isWriting || draft.state === 'sending')

  function post(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    composer.post()
    field.current?.focus() // the keyboard stays, for the next post or for what is wrong with this one
  }

  return (
    <form className={styles.composer} aria-label="New post" data-state={draft.state} data-cast={cast} onSubmit={post}>
      <label className="visually-hidden" htmlFor="text">
        What is happening?
      </label>
      <div className={styles.grows} data-typed={shown}>
        <textarea
          id="text"
          ref={field}
          rows={1}
          dir="auto"
          placeholder="What is happening?"
          value={shown}
          aria-describedby="composer-notice"
          onChange={event => composer.type(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) post(event)
          }}
        />
      </div>
      <ComposerNotice composer={composer} composing={composing} place={place} />
      <div className={styles.row}>
        <button
          className={styles.toggle}
          type="button"
          aria-label="Key moment"
          aria-pressed={draft.isKey}
          aria-disabled={!isWriting}
          onClick={composer.toggleKey}
        >
          <SmallIcon name="key" />
          <span>
            Key<span className={styles.toggleWord}> moment</span>
          </span>
        </button>
        <output className={styles.budget} htmlFor="text">
          {left <= BUDGET_SHOWN && (left < 0 ? `${-left} over` : `${left} left`)}
        </output>
        <button
          className={`${goesStraightOut ? buttons.live : buttons.main} ${styles.post}`}
          type="submit"
          disabled={left < 0}
          aria-disabled={!isBlank(draft) && !canPost(draft)}
        >
          Post
        </button>
      </div>
    </form>
  )
}

const BUDGET_SHOWN = 40

interface ComposerProps {
  composer: Composer
  composing: Composing
  place: StudioPlace
  /** Null as long as it is not known. */
  cast: CastState | null
}
