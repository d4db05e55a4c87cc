import { type FormEvent, type KeyboardEvent, type SyntheticEvent, useEffect, useRef } from 'react'
import { isBlank } from '../../../lib/client/composer/draft.ts'
import type { Composer, Composing } from '../../../lib/client/composer/open-composer.ts'
import { budgetOf } from '../../../lib/client/composer/post-of.ts'
import type { CastState } from '../../../lib/shared/cast-state.ts'
import { counted } from '../../../lib/shared/counted.ts'
import buttons from '../../_look/button.module.css'
import { Icon, SmallIcon } from '../../_look/icon.tsx'
import styles from './composer-form.module.css'
import { ComposerNotice } from './composer-notice.tsx'
import { PhotoButton } from './photo-button.tsx'
import { useKeptCaret } from './use-kept-caret.ts'

/** The composer. What is in it is kept as it is typed, and goes from it when it is safe in the outbox. */
export function ComposerForm({
  composer,
  composing,
  cast,
  isCutOff,
  preparing,
  onPick,
  onLeaveOut,
  onPhotos,
}: ComposerProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), []) // the text field has the focus when the studio opens
  const { draft } = composing
  const remember = useKeptCaret(field, draft.typed)
  const isPreparing = preparing > 0
  const left = budgetOf(draft.typed, draft)
  const goesStraightOut = cast !== 'ended' && !isCutOff

  function post(event: FormEvent | KeyboardEvent) {
    event.preventDefault()
    if (isPreparing) return // they belong to this post
    composer.post()
    field.current?.focus() // the keyboard stays, for the next post or for what is wrong with this one
  }

  function takeFiles(event: SyntheticEvent, { files, types }: DataTransfer) {
    // Words that are copied from an office program bring a picture of themselves.
    if (files.length === 0 || types.includes('text/plain')) return
    event.preventDefault()
    onPick([...files])
  }

  return (
    <form
      className={styles.composer}
      aria-label="New post"
      data-cut={isCutOff || undefined}
      data-cast={cast}
      onSubmit={post}
      onPaste={event => takeFiles(event, event.clipboardData)}
      onDragOver={event => event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={event => takeFiles(event, event.dataTransfer)}
    >
      <label className="visually-hidden" htmlFor="text">
        What is happening?
      </label>
      <div className={styles.grows} data-typed={draft.typed}>
        <textarea
          id="text"
          ref={field}
          rows={1}
          dir="auto"
          placeholder="What is happening?"
          value={draft.typed}
          aria-describedby="composer-notice"
          onChange={event => {
            remember(event.target)
            composer.type(event.target.value)
          }}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) post(event)
          }}
        />
      </div>
      <ComposerNotice composing={composing} />
      <Preparing count={preparing} onLeaveOut={onLeaveOut} />
      <div className={styles.row}>
        {draft.photos.length === 0 ? (
          <PhotoButton className={`${buttons.icon} ${styles.photos}`} label="Add photos" onPick={onPick}>
            <Icon name="photo" />
          </PhotoButton>
        ) : (
          <button
            className={`${buttons.icon} ${styles.photos}`}
            type="button"
            aria-label={`${counted(draft.photos.length, 'photo')} in this post`}
            onClick={onPhotos}
          >
            <Icon name="photo" />
            <span aria-hidden="true">{draft.photos.length}</span>
          </button>
        )}
        <KeyMomentToggle isKey={draft.isKey} onToggle={composer.toggleKey} />
        <Budget left={left} />
        <button
          className={`${goesStraightOut ? buttons.live : buttons.main} ${styles.post}`}
          type="submit"
          disabled={isPreparing || (left < 0 && !isBlank(draft))}
        >
          {isCutOff ? 'Queue' : 'Post'}
        </button>
      </div>
    </form>
  )
}

interface ComposerProps {
  composer: Composer
  composing: Composing
  /** Null as long as it is not known. */
  cast: CastState | null
  /** A post would not go straight out. */
  isCutOff: boolean
  /** How many photos of this post are not there yet. */
  preparing: number
  onPick: (files: File[]) => void
  /** Words must not wait for photos that take long. */
  onLeaveOut: () => void
  /** Shows those that are picked. */
  onPhotos: () => void
}

function Preparing({ count, onLeaveOut }: { count: number; onLeaveOut: () => void }) {
  return (
    <div className={styles.preparing}>
      <p role="status">{count > 0 && `Preparing ${counted(count, 'photo')}…`}</p>
      {count > 0 && (
        <button className={buttons.text} type="button" onClick={onLeaveOut}>
          Leave {count === 1 ? 'it' : 'them'} out
        </button>
      )}
    </div>
  )
}

export function KeyMomentToggle({ isKey, onToggle }: { isKey: boolean; onToggle: () => void }) {
  return (
    <button className={styles.toggle} type="button" aria-label="Key moment" aria-pressed={isKey} onClick={onToggle}>
      <SmallIcon name="key" />
      <span>
        Key<span className={styles.toggleWord}> moment</span>
      </span>
    </button>
  )
}

/** How many characters are left, once that matters. */
export function Budget({ left }: { left: number }) {
  return (
    <output className={styles.budget} htmlFor="text">
      {left <= BUDGET_SHOWN && (left < 0 ? `${-left} over` : `${left} left`)}
    </output>
  )
}

const BUDGET_SHOWN = 40
