'use client'
import type { MouseEvent, SyntheticEvent } from 'react'
import { blurOf } from '../../../../lib/shared/blur-of.ts'
import type { Photo } from '../../../../lib/shared/photo.ts'
import { photoSources } from './photo-sources.ts'
import styles from './post-photos.module.css'

interface PhotoFrameProps {
  photo: Photo
  sizes: string
  isFirst: boolean
  onOpen: (event: MouseEvent<HTMLElement>, photo: string) => void
}

/** The space of one photo, its blur, and the photo as soon as it is there. Without script it is a plain picture, and a link to the largest. */
export function PhotoFrame({ photo, sizes, isFirst, onOpen }: PhotoFrameProps) {
  const { id, state, alt, width, height } = photo
  const { srcSet, src } = photoSources(photo)
  const space = { '--ratio': width / height }
  return (
    // The server draws the blur into the page, where it needs no script; what it has drawn the browser leaves alone.
    <div
      className={styles.frame}
      style={typeof window === 'undefined' ? { ...space, backgroundImage: blurOf(photo.thumbhash) } : space}
      ref={frame => {
        if (frame?.style.backgroundImage === '') void loadBlur(frame, photo) // it never throws
      }}
      suppressHydrationWarning
    >
      {state === 'waiting' ? (
        <p className={styles.note} lang="en">
          Photo on its way
        </p>
      ) : (
        <>
          <a href={src} onClick={event => onOpen(event, id)}>
            {/* biome-ignore lint/performance/noImgElement: its renditions are there already, and the page's script is to stay small */}
            <img
              ref={watch}
              alt={alt || 'Photo'}
              width={width}
              height={height}
              loading={isFirst ? 'eager' : 'lazy'}
              fetchPriority={isFirst ? 'high' : undefined}
              decoding="async"
              sizes={sizes}
              srcSet={srcSet}
              src={src}
              onLoad={tell}
              onError={tell}
            />
          </a>
          <button className={styles.note} type="button" lang="en" onClick={loadAgain}>
            This photo did not load. Try again
          </button>
        </>
      )}
    </div>
  )
}

/** A part of the page that does not load is done without: the space stays grey until the photo is there. */
function loadBlur(frame: HTMLElement, photo: Photo): Promise<void> {
  return import('./photo-part.tsx').then(
    part => part.drawBlur(frame, photo),
    () => undefined,
  )
}

/** A photo may be there, or have failed, before there was a script to hear of it. */
function watch(image: HTMLImageElement | null): void {
  if (image === null) return
  image.dataset.arrival = !image.complete ? 'coming' : image.naturalWidth > 0 ? 'load' : 'error'
}

/** Leaves word on the photo of what became of it: the stylesheet does the rest. */
function tell({ currentTarget, type }: SyntheticEvent<HTMLImageElement>): void {
  currentTarget.dataset.arrival = type
}

function loadAgain({ currentTarget }: MouseEvent<HTMLElement>): void {
  const image = currentTarget.parentElement?.querySelector('img')
  if (!image) return
  image.dataset.arrival = 'coming'
  image.setAttribute('src', image.src) // makes the browser choose and ask once more
}
