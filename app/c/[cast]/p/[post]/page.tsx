import type { Metadata } from 'next'
import { cache } from 'react'
import { readPost } from '../../../../../lib/server/read-post.ts'
import { orNotFound } from '../../../../../lib/server/request/open-page.ts'
import { runtime } from '../../../../../lib/server/runtime.ts'
import { toCastView } from '../../../../../lib/server/views.ts'
import { plainText } from '../../../../../lib/shared/plain-text.ts'
import { textDirection } from '../../../../../lib/shared/text-direction.ts'
import buttons from '../../../../_look/button.module.css'
import { Colophon } from '../../../../_look/colophon.tsx'
import { TopbarRow } from '../../../../_look/topbar.tsx'
import earlier from '../../_components/earlier-posts.module.css'
import { Masthead } from '../../_components/masthead.tsx'
import { Stream } from '../../_components/stream.tsx'
import { MadeAt } from '../../_components/use-now.ts'
import { castMetadata } from '../../cast-metadata.ts'
import { openCastPage } from '../../open-cast-page.ts'

// Its scripts carry a nonce of this one answer.
export const dynamic = 'force-dynamic'

export async function generateMetadata({ params }: PageProps<'/c/[cast]/p/[post]'>): Promise<Metadata> {
  const { cast, post } = await openPost(await params)
  const title = post.key ?? (plainText(post.text, TITLE_CHARACTERS) || 'Photo')
  return castMetadata({
    title: `${title} · ${cast.title}`,
    description: plainText(post.text || (post.media?.[0]?.alt ?? ''), DESCRIPTION_CHARACTERS),
    path: `/c/${cast.slug}/p/${post.id}`,
    publishedAt: post.capturedAt,
    posts: [post],
    isPrivate: cast.visibility === 'private',
  })
}

/** One post under its permanent link, and the way to the whole cast. */
export default async function PostPage({ params }: PageProps<'/c/[cast]/p/[post]'>) {
  const { cast, post } = await openPost(await params)
  return (
    <MadeAt value={Date.now()}>
      <div lang={cast.lang} dir={textDirection(cast.lang)}>
        <header>
          <TopbarRow />
          <Masthead cast={{ title: cast.title, summary: '' }} />
        </header>
        <main className={earlier.main}>
          <h2 className="visually-hidden" lang="en">
            One post
          </h2>
          <Stream posts={[post]} cast={cast} arrivedAfter={post.seq} />
          <p className={earlier.turn} lang="en">
            <a className={buttons.solid} href={`/c/${cast.slug}`}>
              Read the whole cast
            </a>
          </p>
        </main>
        <Colophon />
      </div>
    </MadeAt>
  )
}

const TITLE_CHARACTERS = 70
const DESCRIPTION_CHARACTERS = 200

const openPost = cache(async ({ cast, post }: { cast: string; post: string }) => {
  const record = await openCastPage(cast)
  return { cast: toCastView(record), post: await orNotFound(readPost(runtime().store, record, post)) }
})
