import type { Metadata, Viewport } from 'next'
import { Studio } from './_components/studio.tsx'

export const metadata: Metadata = { title: 'Studio', robots: { index: false } }

// The keyboard makes the page smaller, so that the composer stands on top of it.
export const viewport: Viewport = { interactiveWidget: 'resizes-content' }

/** One static page for all of the studio; the query says which of its screens. */
export default function StudioPage() {
  return <Studio />
}
