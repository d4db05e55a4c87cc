import { loadPart } from './load-part.ts'

let part: Promise<typeof import('./cast-posts.tsx')> | undefined

/** The part of the studio that shows posts, loaded once. Asked for as soon as the studio is open: the network may be gone a moment later. */
export function castPostsPart(): Promise<typeof import('./cast-posts.tsx')> {
  part ??= loadPart(() => import('./cast-posts.tsx'))
  return part
}
