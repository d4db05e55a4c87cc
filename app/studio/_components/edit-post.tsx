import { type FormEvent, useEffect, useRef, useState } from 'react'
import { isBlank } from '../../../lib/client/composer/draft.ts'
import { budgetOf, postOf } from '../../../lib/client/composer/post-of.ts'
import { typedOf } from '../../../lib/client/composer/typed-of.ts'
import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import { describedBy } from '../../../lib/client/outbox/change-posts.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import { failures } from '../../../lib/shared/failures.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import { AltField } from './alt-field.tsx'
import { Budget, KeyMomentToggle } from './composer-form.tsx'
import styles from './post-sheet.module.css'
import form from './sheet-form.module.css'
import { useKept } from './use-kept.ts'

/** Other words for a post, and for what its photos show. */
export function EditPost({ post, actions, lang, onDone }: EditProps) {
  const field = useRef<HTMLTextAreaElement>(null)
  const [{ typed, isKey }, setTyped] = useState(() => typedOf(post))
  const [photos, setPhotos] = useState(() => post.media.map(({ id, alt }) => ({ id, alt })))
  const [isChecked, setChecked] = useState(false)
  const { problem, attempt } = useKept()
  useEffect(() => field.current?.focus(), []) // editing is what was asked for
  const left = budgetOf(typed, { isKey })
  const isEmpty = isBlank({ typed, isKey, photos: post.media })

  async function save(event: FormEvent) {
    event.preventDefault()
    setChecked(true)
    if (isEmpty || left < 0) return field.current?.focus()
    const edited = { ...postOf(typed, { isKey }), ...(photos.length > 0 && { media: photos }) }
    if (await attempt(actions.edit({ post: post.id, known: post.known }, edited))) onDone()
  }

  return (
    <form className={form.form} onSubmit={event => void save(event)}>
      <label className="visually-hidden" htmlFor="edited-text">
        Text of the post
      </label>
      <textarea
        className={styles.field}
        id="edited-text"
        ref={field}
        dir="auto"
        lang={lang}
        value={typed}
        aria-describedby="edit-problem"
        onChange={event => setTyped({ typed: event.target.value, isKey })}
      />
      <Problem id="edit-problem">{isChecked && isEmpty ? failures.text_empty.message : problem}</Problem>
      <div className={styles.row}>
        <KeyMomentToggle isKey={isKey} onToggle={() => setTyped({ typed, isKey: !isKey })} />
        <Budget left={left} />
      </div>
      {photos.map((photo, at) => (
        <AltField
          key={photo.id}
          {...{ photo, lang }}
          of={`photo ${at + 1}`}
          onDescribe={alt => setPhotos(all => describedBy([{ id: photo.id, alt }], all))}
        />
      ))}
      <button className={`${buttons.main} ${buttons.wide}`} type="submit" disabled={left < 0}>
        Save
      </button>
    </form>
  )
}

interface EditProps {
  post: OwnPost
  actions: PostActions
  lang: string
  onDone: () => void
}
