import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { publicOrigin } from '../../../lib/server/request/public-origin.ts'

interface Described {
  title: string
  description: string
  /** Path of the page's one true address. */
  path: string
  /** ISO 8601; where the page is one piece of writing. */
  publishedAt?: string
  isPrivate: boolean
}

/** What a search engine or a chat shows of a page. Private pages ask not to be listed. */
export async function castMetadata({ title, description, path, publishedAt, isPrivate }: Described): Promise<Metadata> {
  return {
    metadataBase: new URL(publicOrigin(await headers())),
    title,
    description,
    alternates: { canonical: path },
    openGraph: { type: 'article', siteName: 'PusherCast', title, description, url: path, publishedTime: publishedAt },
    twitter: { card: 'summary', title, description },
    robots: isPrivate ? { index: false, follow: false } : undefined,
  }
}
