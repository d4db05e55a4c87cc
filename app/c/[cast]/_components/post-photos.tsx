'use client'
import { type MouseEvent, type ReactNode, useState } from 'react'
import type { Photo } from '../../../../lib/shared/photo.ts'
import { PhotoFrame } from './photo-frame.tsx'
import styles from './post-photos.module.css'

interface PostPhotosProps {
  photos: Photo[]
  /** False when the post says nothing else: then it says too what did not arrive. */
  hasWords: boolean
  isFirst: boolean
}

/** The photos of a post: one across the page, several as tiles, each in its place before it is there. A tap shows it on the whole screen. */
export function PostPhotos({ photos, hasWords, isFirst }: PostPhotosProps) {
  const [view, setView] = useState<ReactNode>(null)
  const shown = photos.filter(photo => photo.state !== 'refused')
  if (shown.length === 0) {
    return hasWords ? null : (
      <p className={styles.lost} lang="en">
        This photo did not arrive
      </p>
    )
  }

  function open(event: MouseEvent<HTMLElement>, first: string): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    const opener = event.currentTarget
    // Where the part does not load, the page stays as it is.
    void import('./photo-part.tsx').then(
      part => part.viewPhotos(setView, { photos: shown, first, opener }),
      () => undefined,
    )
  }

  return (
    <figure className={styles.photos}>
      <div className={shown.length === 1 ? styles.one : styles.tiles}>
        {shown.map((photo, index) => (
          <PhotoFrame
            key={photo.id}
            photo={photo}
            sizes={index === 0 && shown.length % 2 === 1 ? ACROSS : HALF}
            isFirst={isFirst && index === 0}
            onOpen={open}
          />
        ))}
      </div>
      <Descriptions photos={shown.filter(photo => photo.alt !== '')} />
      {view}
    </figure>
  )
}

// How wide photos are drawn, by what post-photos.module.css makes of them. A tile is a square, and what it cuts off of a 4:3 is drawn too.
const ACROSS = '(min-width: 648px) 38rem, 100vw'
const HALF = '(min-width: 648px) 25rem, 66vw'

/** What the photos show, for everybody who wants to read it. */
function Descriptions({ photos }: { photos: Photo[] }) {
  return (
    photos.length > 0 && (
      <figcaption>
        <details>
          <summary lang="en" aria-label="Alt, in words">
            Alt
          </summary>
          {photos.map(({ id, alt }) => (
            <p key={id} dir="auto">
              {alt}
            </p>
          ))}
        </details>
      </figcaption>
    )
  )
}
