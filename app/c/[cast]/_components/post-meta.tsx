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

/** When and by whom: the clock as a permanent link, then how long ago, or when it arrived. Either opens a line of explanation. */
export function PostMeta({ post, path, timeZone }: PostMetaProps) {
  const [isOpen, setIsOpen] = useState(false)
  const late = isLate(post)
  const captured = clockTime(post.capturedAt, timeZone)
  const exact = exactTime(post.capturedAt, timeZone)
  const explanation = `post-${post.id}-time`
  return (
    <>
      <p className={styles.meta} lang="en">
        <a className={styles.time} href={path}>
          <time dateTime={post.capturedAt} title={exact}>
            {captured}
          </time>
          {late && ','}
        </a>
        <button
          className={styles.note}
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? explanation : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {late ? <Arrived at={post.receivedAt} timeZone={timeZone} /> : <TimeInWords at={post.capturedAt} />}
        </button>
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
      {isOpen && (
        <p className={styles.explanation} id={explanation} lang="en">
          {late
            ? `Written ${exact}. It reached us ${exactTime(post.receivedAt, timeZone)}, when there was signal.`
            : exact}
        </p>
      )}
    </>
  )
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
