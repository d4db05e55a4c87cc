'use client'
import './_look/tokens.css'
import './_look/base.css'
import { Trouble } from './_look/trouble.tsx'

/** Stands in for the whole document when even the layout could not be shown. */
export default function GlobalError({ reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown</title>
        <Trouble retry={reset} />
      </body>
    </html>
  )
}
