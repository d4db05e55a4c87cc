'use client'
import { Trouble } from './_look/trouble.tsx'

/** What a page shows that the server could not make. What happened is in the server's log, under the same digest. */
export default function ErrorPage({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <Trouble retry={reset} />
}
