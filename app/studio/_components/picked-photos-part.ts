import { loadPart } from './load-part.ts'

let part: Promise<typeof import('./picked-photos.tsx')> | undefined

/** What is shown once photos are picked, loaded once, as soon as the studio is open: the network may be gone a moment later. */
export function pickedPhotosPart(): Promise<typeof import('./picked-photos.tsx')> {
  part ??= loadPart(() => import('./picked-photos.tsx'))
  return part
}
