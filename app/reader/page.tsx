import type { Metadata } from 'next'
import { ReaderShell } from './_components/reader-shell.tsx'

export const metadata: Metadata = { title: 'PusherCast', robots: { index: false } }

/** One static page for every cast: the worker shows it at a cast's own address when the server does not answer. */
export default function ReaderPage() {
  return <ReaderShell />
}
