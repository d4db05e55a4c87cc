'use client'
import './_look/tokens.css'
import './_look/base.css'
import { Trouble } from './_look/trouble.tsx'

/**
 * Stands in for a whole page that the server could not make; what happened is in the server's log. The layout has nothing of its own to
 * show, so this is for errors within it too. Next's `reset` would show the same again: it does not ask the server.
 */
export default function GlobalError() {
  return (
    <html lang="en">
      <body>
        <title>This page could not be shown</title>
        <Trouble />
      </body>
    </html>
  )
}
