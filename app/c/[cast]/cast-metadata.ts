import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { publicOrigin } from '../../../lib/server/request/public-origin.ts'
import type { Photo } from '../../../lib/shared/photo.ts'
import type { Post } from '../../../lib/shared/post.ts'
import { OG_IMAGE, previewSize } from '../../../lib/shared/rendition.ts'

interface Described {
  title: string
  description: string
  /** Path of the page's one true address. */
  path: string
  /** ISO 8601; where the page is one piece of writing. */
  publishedAt?: string
  /** What the page shows, the newest first: its first photo goes with the link. */
  posts: Pick<Post, 'media'>[]
  isPrivate: boolean
}

/** What a search engine or a chat shows of a page. Private pages ask not to be listed. */
export async function castMetadata({
  title,
  description,
  path,
  publishedAt,
  posts,
  isPrivate,
}: Described): Promise<Metadata> {
  const photo = isPrivate ? undefined : firstPhoto(posts)
  return {
    metadataBase: new URL(publicOrigin(await headers())),
    title,
    description,
    alternates: { canonical: path },
    openGraph: {
      type: 'article',
      siteName: 'PusherCast',
      title,
      description,
      url: path,
      publishedTime: publishedAt,
      images: photo && [previewOf(photo)],
    },
    twitter: { card: photo ? 'summary_large_image' : 'summary', title, description },
    robots: isPrivate ? { index: false, follow: false } : undefined,
  }
}

function previewOf({ id, width, height, alt }: Photo) {
  const url = `/api/media/${id}/${OG_IMAGE.name}`
  return { url, type: 'image/jpeg', alt, ...previewSize({ width, height }) }
}

function firstPhoto(posts: Pick<Post, 'media'>[]): Photo | undefined {
  return posts.flatMap(({ media = [] }) => media).find(photo => photo.state === 'ready')
}
