import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import buttons from '../../_look/button.module.css'
import { Problem } from '../../_look/field.tsx'
import { Icon } from '../../_look/icon.tsx'
import styles from './post-sheet.module.css'
import form from './sheet-form.module.css'
import { useKept } from './use-kept.ts'

/** Deletes a post that others may have read, after saying what that means. The solid button is the one that deletes nothing. */
export function DeletePost({ post, actions, onDone, onKeep }: DeleteProps) {
  const { problem, attempt } = useKept()
  const remove = async () => {
    if (await attempt(actions.remove(post.id))) onDone()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form
    <div className={styles.consequence} role="group" aria-labelledby="delete-title">
      <p className={styles.title} id="delete-title">
        <Icon name="bin" />
        Delete this post?
      </p>
      <p className={styles.text}>
        It goes from every viewer’s page and from the log. The log will say one post was deleted. People may already
        have read it. This cannot be undone.
      </p>
      <Problem id="delete-problem">{problem}</Problem>
      <div className={form.actions}>
        <button className={`${buttons.button} ${form.outlined}`} type="button" onClick={() => void remove()}>
          Delete for all
        </button>
        <button className={buttons.main} type="button" onClick={onKeep}>
          Keep it
        </button>
      </div>
    </div>
  )
}

interface DeleteProps {
  post: OwnPost
  actions: PostActions
  onDone: () => void
  onKeep: () => void
}
