import type { MetadataRoute } from 'next'
import { SHARE_PATH, SHARED_FILES, SHARED_WORDS } from '../lib/shared/share-target.ts'
import { STUDIO_SHELL } from '../lib/shared/shells.ts'

/** What makes an app on a home screen of the studio. Its pictures are drawn by `npm run icons`. Source: https://www.w3.org/TR/appmanifest/ */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: STUDIO_SHELL,
    name: 'PusherCast',
    short_name: 'PusherCast',
    description: 'Cover an event live from a phone, on any network.',
    start_url: STUDIO_SHELL,
    scope: '/',
    display: 'standalone',
    // Those of tokens.css: a manifest cannot read a custom property, and knows no dark side.
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    screenshots: [
      {
        src: '/screenshots/studio.png',
        sizes: '780x1688',
        type: 'image/png',
        form_factor: 'narrow',
        label: 'The studio of a cast',
      },
      {
        src: '/screenshots/viewer.png',
        sizes: '780x1688',
        type: 'image/png',
        form_factor: 'narrow',
        label: 'A cast as its readers see it',
      },
    ],
    share_target: {
      action: SHARE_PATH,
      method: 'POST',
      enctype: 'multipart/form-data',
      params: {
        ...Object.fromEntries(SHARED_WORDS.map(name => [name, name])),
        files: [{ name: SHARED_FILES, accept: ['image/*'] }],
      },
    },
    shortcuts: [
      { name: 'New post', url: `${STUDIO_SHELL}?latest`, icons: [{ src: '/icons/icon-192.png', sizes: '192x192' }] },
    ],
  }
}
