import { useEffect, useState } from 'react'
import { UNDO_MS, type Undo } from '../../../lib/client/outbox/change-posts.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import buttons from '../../_look/button.module.css'
import styles from './removed-toast.module.css'

/** The removal of an unsent post, for as long as it can be undone. */
export interface Removal {
  canUndo: boolean
  remove(post: string): Promise<void>
  undo(): void
}

export function useRemoval(actions: PostActions): Removal {
  const [last, setLast] = useState<Undo>(null)
  // It is final after a while.
  useEffect(() => {
    if (last === null) return
    const timer = setTimeout(() => setLast(null), UNDO_MS)
    return () => clearTimeout(timer)
  }, [last])
  return {
    canUndo: last !== null,
    remove: async post => setLast(await actions.remove(post)),
    undo() {
      // A device that cannot keep it leaves the toast where it is.
      void actions.undo(last).then(
        () => setLast(null),
        () => undefined,
      )
    },
  }
}

export function RemovedToast({ removal }: { removal: Removal }) {
  if (!removal.canUndo) return null
  return (
    <div className={styles.place}>
      <div className={styles.toast}>
        <span role="status">Unsent post removed</span>
        <button className={buttons.text} type="button" onClick={removal.undo}>
          Undo
        </button>
      </div>
    </div>
  )
}
