'use client'
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react'
import { blurOf } from '../../../../lib/shared/blur-of.ts'
import type { Photo } from '../../../../lib/shared/photo.ts'
import { photoSources } from './photo-sources.ts'
import styles from './photo-view.module.css'

interface PhotoViewProps {
  photos: Photo[]
  /** The id of the photo that is seen first. */
  first: string
  /** What has the focus again afterwards. */
  opener: HTMLElement
  onClose: () => void
}

/**
 * Photos on the whole screen, one at a time: swiped or turned by keys, zoomed by the browser's own pinch. It is a place in the tab's
 * history, so that Back leaves it; every other way out goes back too.
 */
export function PhotoView({ photos, first, opener, onClose }: PhotoViewProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const strip = useRef<HTMLOListElement>(null)
  const [at, setAt] = useState(photos.findIndex(photo => photo.id === first))
  const [start] = useState(at)
  const last = photos.length - 1
  const leave = useEffectEvent(onClose)

  // The browser's own modal dialog: it keeps the focus and the page behind it still.
  useEffect(() => {
    dialog.current?.showModal()
    strip.current?.children[start]?.scrollIntoView()
    if (!history.state?.[PLACE]) history.pushState({ ...history.state, [PLACE]: true }, '')
    const onBack = () => leave()
    addEventListener('popstate', onBack)
    return () => {
      removeEventListener('popstate', onBack)
      queueMicrotask(() => {
        if (dialog.current === null && history.state?.[PLACE]) history.back() // its post was removed
      })
    }
  }, [start])
  // When the page behind is there again, and not while this still covers it.
  useEffect(() => () => opener.focus({ preventScroll: true }), [opener])

  function turnTo(index: number): void {
    const next = Math.min(Math.max(index, 0), last)
    setAt(next)
    strip.current?.children[next]?.scrollIntoView()
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const index = indexAfter(event, at, last)
    if (index === null) return
    event.preventDefault()
    turnTo(index)
  }

  return (
    <dialog
      className={styles.view}
      ref={dialog}
      data-theme="dark"
      aria-label={last > 0 ? 'Photos' : 'Photo'}
      lang="en"
      onClose={() => history.back()}
      onKeyDown={onKeyDown}
    >
      <button className={styles.close} type="button" onClick={() => dialog.current?.close()}>
        Close
      </button>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys too
        tabIndex={0}
        className={styles.strip}
        ref={strip}
        onScroll={({ currentTarget }) => setAt(indexOnScreen(currentTarget))}
      >
        {photos.map((photo, index) => (
          <li key={photo.id} className={styles.place} inert={index !== at}>
            <LargePhoto photo={photo} isNear={Math.abs(index - at) <= 1} />
          </li>
        ))}
      </ol>
      <div className={styles.foot}>
        <div className={styles.told} aria-live="polite">
          {last > 0 && <p className={styles.count}>{`${at + 1} of ${photos.length}`}</p>}
          <p className={styles.words} dir="auto">
            {photos[at]?.alt}
          </p>
        </div>
        {last > 0 && (
          <p className={styles.turns}>
            <button className={styles.turn} type="button" aria-disabled={at === 0} onClick={() => turnTo(at - 1)}>
              Previous
            </button>
            <button className={styles.turn} type="button" aria-disabled={at === last} onClick={() => turnTo(at + 1)}>
              Next
            </button>
          </p>
        )}
      </div>
    </dialog>
  )
}

// Marks the place in the tab's history.
const PLACE = 'photo'

function LargePhoto({ photo, isNear }: { photo: Photo; isNear: boolean }) {
  const [hasFailed, setHasFailed] = useState(false)
  const { src, srcSet } = photoSources(photo)
  const ratio = photo.width / photo.height
  return (
    <>
      {/* biome-ignore lint/performance/noImgElement: its sizes are there already */}
      <img
        className={styles.photo}
        style={{ '--ratio': ratio, backgroundImage: blurOf(photo.thumbhash) }}
        alt={photo.alt || 'Photo'}
        width={photo.width}
        height={photo.height}
        loading={isNear ? 'eager' : 'lazy'}
        decoding="async"
        sizes={`min(100vw, ${Math.round(100 * ratio)}vh)`}
        srcSet={srcSet}
        src={src}
        onError={() => setHasFailed(true)}
      />
      {hasFailed && <p className={styles.failed}>This photo did not load.</p>}
    </>
  )
}

function indexOnScreen({ scrollLeft, clientWidth }: HTMLElement): number {
  return Math.round(Math.abs(scrollLeft) / Math.max(clientWidth, 1)) // to the left of the first, in a script that runs so
}

/** Where a key leads; null for one that turns nothing. */
function indexAfter({ key, currentTarget }: KeyboardEvent<HTMLElement>, at: number, last: number): number | null {
  const forth = getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1
  if (key === 'ArrowRight') return at + forth
  if (key === 'ArrowLeft') return at - forth
  if (key === 'Home') return 0
  return key === 'End' ? last : null
}
