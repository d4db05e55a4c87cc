import type { Metadata } from 'next'
import { cache } from 'react'
import { describeCast } from '../../../lib/server/describe-cast.ts'
import { readHistory } from '../../../lib/server/read-history.ts'
import { runtime } from '../../../lib/server/runtime.ts'
import { toCastView } from '../../../lib/server/views.ts'
import { castState } from '../../../lib/shared/cast-state.ts'
import { counted } from '../../../lib/shared/counted.ts'
import { postsShown } from '../../../lib/shared/posts-shown.ts'
import { CastView } from './_components/cast-view.tsx'
import { EarlierPosts } from './_components/earlier-posts.tsx'
import { castMetadata } from './cast-metadata.ts'
import { openCastPage } from './open-cast-page.ts'

// Its scripts carry a nonce of this one answer.
export const dynamic = 'force-dynamic'

export async function generateMetadata({ params, searchParams }: PageProps<'/c/[cast]'>): Promise<Metadata> {
  const { record, page } = await openHistory((await params).cast, readBefore((await searchParams).before))
  const cast = toCastView(record)
  const state = castState(cast, Date.now())
  return castMetadata({
    title: state === 'live' ? `${cast.title}, live` : cast.title,
    description: cast.summary || `${counted(postsShown(cast.counts), 'post')}, as it happened.`,
    path: `/c/${cast.slug}`,
    posts: page.posts,
    isPrivate: cast.visibility === 'private',
  })
}

/** A cast for its readers: the newest posts, live from there on; with `before`, an older page that stands still. */
export default async function CastPage({ params, searchParams }: PageProps<'/c/[cast]'>) {
  const before = readBefore((await searchParams).before)
  const { record, page } = await openHistory((await params).cast, before)
  const at = Date.now()
  if (before !== undefined) return <EarlierPosts cast={toCastView(record)} page={page} at={at} />
  return <CastView start={{ cast: await describeCast(runtime().store, record), page, at }} />
}

/** The posts of the page that is being rendered, read once for its head and its body. */
const openHistory = cache(async (cast: string, before: number | undefined) => {
  const record = await openCastPage(cast)
  return { record, page: await readHistory(runtime().store, record, { before }) }
})

/** A number of a link of ours; anything else is as good as none. */
function readBefore(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
}
