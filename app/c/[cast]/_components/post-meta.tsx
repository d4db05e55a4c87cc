'use client'
import { useState } from 'react'
import { clockTime, exactTime, timeInWords } from '../../../../lib/shared/clock-time.ts'
import { isLate } from '../../../../lib/shared/is-late.ts'
import type { Post } from '../../../../lib/shared/post.ts'
import { SmallReadingIcon } from '../../../_look/reading-icon.tsx'
import styles from './post-meta.module.css'
import { useNow } from './use-now.ts'

interface PostMetaProps {
  post: Post
  path: string
  timeZone: string
}

/** When and by whom: the clock as a permanent link, then how long ago or when it arrived, and when it was edited. These open a line of explanation. */
export function PostMeta({ post, path, timeZone }: PostMetaProps) {
  const [open, setOpen] = useState<'time' | 'edited' | null>(null)
  const late = isLate(post)
  const exact = exactTime(post.capturedAt, timeZone)
  const explanation = `post-${post.id}-time`
  const tie = (note: 'time' | 'edited') => ({
    className: styles.note,
    type: 'button' as const,
    'aria-expanded': open === note,
    'aria-controls': open === note ? explanation : undefined,
    onClick: () => setOpen(open === note ? null : note),
  })
  return (
    <>
      <p className={styles.meta} lang="en">
        <a className={styles.time} href={path}>
          <time dateTime={post.capturedAt} title={exact}>
            {clockTime(post.capturedAt, timeZone)}
          </time>
          {late && ','}
        </a>
        <button {...tie('time')}>
          {late ? <Arrived at={post.receivedAt} timeZone={timeZone} /> : <TimeInWords at={post.capturedAt} />}
        </button>
        {post.editedAt !== undefined && (
          <button {...tie('edited')}>
            edited <time dateTime={post.editedAt}>{clockTime(post.editedAt, timeZone)}</time>
          </button>
        )}
        <span className={styles.author} dir="auto">
          {post.author.name}
        </span>
        {post.key !== null && (
          <span className={styles.keyMoment}>
            <SmallReadingIcon name="key" />
            Key moment
          </span>
        )}
      </p>
      {open !== null && (
        <p className={styles.explanation} id={explanation} lang="en">
          {open === 'time' ? timeExplained(post, timeZone) : editExplained(post, timeZone)}
        </p>
      )}
    </>
  )
}

function timeExplained(post: Post, timeZone: string): string {
  const exact = exactTime(post.capturedAt, timeZone)
  if (!isLate(post)) return exact
  return `Written ${exact}. It reached us ${exactTime(post.receivedAt, timeZone)}, when there was signal.`
}

/** Never with the earlier words: they may have been mended for a reason. */
function editExplained({ editedAt = '' }: Post, timeZone: string): string {
  return `Its author changed it ${exactTime(editedAt, timeZone)}.`
}

function Arrived({ at, timeZone }: { at: string; timeZone: string }) {
  return (
    <>
      <SmallReadingIcon name="late" />
      arrived <time dateTime={at}>{clockTime(at, timeZone)}</time>
    </>
  )
}

function TimeInWords({ at }: { at: string }) {
  return <>{timeInWords(at, useNow())}</>
}
