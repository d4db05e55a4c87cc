import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SharedIn } from '../../../lib/client/shared-in/shared-in.ts'
import { watchKept } from '../../../lib/client/watch-kept.ts'
import { counted } from '../../../lib/shared/counted.ts'
import buttons from '../../_look/button.module.css'
import { Icon } from '../../_look/icon.tsx'
import notices from '../../_look/notice.module.css'
import styles from './shared-notice.module.css'
import { studioOutbox } from './studio-device.ts'

/** The first of what other apps have shared, until the person says what is to become of it. Without `onAdd` there is no post here to add it to. */
export function SharedNotice({ isBusy, onAdd, onGone }: SharedNoticeProps) {
  const [watch] = useState(watchShared)
  useEffect(() => watch.start(), [watch]) // what waits changes outside of React
  const [shared, ...others] = useSyncExternalStore(watch.subscribe, watch.kept) ?? []
  if (shared === undefined) return null
  const add = () => {
    onAdd?.(shared)
    onGone()
  }
  const discard = (unwanted: SharedIn[]) => {
    // A phone that cannot let go of it shows it again.
    void studioOutbox()
      .shared.dropShared(unwanted.map(({ id }) => id))
      .catch(() => undefined)
    onGone()
  }
  return (
    <section className={notices.plain} aria-labelledby="shared-title">
      <Icon name="app" />
      <div className={styles.words}>
        <h2 className={styles.title} id="shared-title">
          From another app
        </h2>
        {shared.text !== '' && (
          <p className={styles.text} dir="auto">
            {shared.text}
          </p>
        )}
        <p className={styles.count}>{countOf(shared, others.length)}</p>
        {onAdd === undefined && <p className={styles.count}>Open the cast that it is for, or start one.</p>}
        <div className={styles.actions}>
          {onAdd && (
            <button className={buttons.solid} type="button" disabled={isBusy} onClick={add}>
              Add to this post
            </button>
          )}
          <button className={buttons.button} type="button" disabled={isBusy} onClick={() => discard([shared])}>
            Discard
          </button>
          {others.length > 0 && (
            <button
              className={buttons.button}
              type="button"
              disabled={isBusy}
              onClick={() => discard([shared, ...others])}
            >
              Discard all {others.length + 1}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}

interface SharedNoticeProps {
  /** Something of it is on its way into the post. */
  isBusy: boolean
  onAdd?: (shared: SharedIn) => void
  /** Gives the focus another place: the button that had it goes. */
  onGone: () => void
}

function watchShared() {
  const { shared, news } = studioOutbox()
  return watchKept(shared.readShared, news)
}

function countOf({ files }: SharedIn, others: number): string {
  const photos = files.length > 0 && counted(files.length, 'photo')
  const more = others > 0 && `${others} more after this`
  return [photos, more].filter(words => words !== false).join(', ')
}
