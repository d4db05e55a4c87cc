import type { ReactNode } from 'react'
import { blurOf } from '../../../../lib/shared/blur-of.ts'
import type { Photo } from '../../../../lib/shared/photo.ts'
import { PhotoView } from './photo-view.tsx'

// What the page loads for photos that come while it is open, and for those that are opened: it is no part of showing the first ones.

/** Draws the blur of a photo that did not come with the server's page. */
export function drawBlur(frame: HTMLElement, { thumbhash }: Photo): void {
  frame.style.backgroundImage = blurOf(thumbhash) ?? ''
}

/** Shows photos on the whole screen, the one with the id `first` at first, until they are closed; those that are waiting are left out. */
export function viewPhotos(
  show: (view: ReactNode) => void,
  { photos, first, opener }: { photos: Photo[]; first: string; opener: HTMLElement },
): void {
  const ready = photos.filter(photo => photo.state === 'ready')
  show(<PhotoView photos={ready} first={first} opener={opener} onClose={() => show(null)} />)
}
