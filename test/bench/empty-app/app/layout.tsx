import type { ReactNode } from 'react'

/** The least that a page of Next can stand in. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
