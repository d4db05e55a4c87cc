'use client'
import { type MouseEvent, useEffect, useEffectEvent, useRef } from 'react'
import type { Reading } from '../../../../lib/client/live/follow-cast.ts'
import buttons from '../../../_look/button.module.css'
import styles from './older-posts.module.css'

interface OlderPostsProps {
  /** The `seq` below which they lie. */
  before: number
  state: Reading['older']
  load: () => void
}

/** Loads the next page as it is reached. Without script it is a plain link to a page of its own. */
export function OlderPosts({ before, state, load }: OlderPostsProps) {
  const mark = useRef<HTMLDivElement>(null)
  const onReached = useEffectEvent(load)
  // Reaching it is an event of the screen. A page that is shorter than the screen is followed by the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new `before` is a new place to be reached
  useEffect(() => {
    if (mark.current === null) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && onReached(), {
      rootMargin: AHEAD,
    })
    observer.observe(mark.current)
    return () => observer.disconnect()
  }, [before])

  function onPress(event: MouseEvent): void {
    event.preventDefault()
    load()
  }

  return (
    <div className={styles.older} ref={mark} lang="en">
      {state === 'failed' && <p className={styles.failed}>Older posts did not load.</p>}
      <a className={buttons.button} href={`?before=${before}`} onClick={onPress}>
        {WORDS[state]}
      </a>
    </div>
  )
}

// A screen or so before it is seen.
const AHEAD = '800px'
const WORDS = { idle: 'Older posts', loading: 'Loading older posts…', failed: 'Try again' } satisfies Record<
  Reading['older'],
  string
>
