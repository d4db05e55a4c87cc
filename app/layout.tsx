import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { SPLASH_SCREENS } from './_look/splash-screens.ts'
import './_look/tokens.css'
import './_look/base.css'

export const metadata: Metadata = {
  title: { default: 'PusherCast', template: '%s' },
  description: 'Live, from people who are there: words as it happens, even on a bad signal.',
  applicationName: 'PusherCast',
  appleWebApp: {
    capable: true,
    title: 'PusherCast',
    statusBarStyle: 'default',
    startupImage: SPLASH_SCREENS.map(({ url, media }) => ({ url, media })),
  },
  // iOS makes links of whatever looks like a number or a date in people's words.
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

// The two papers of tokens.css: a <meta> cannot read a custom property.
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1113' },
  ],
}

/** The app's own words are English; what is in a cast's language says so on its own element. */
export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
