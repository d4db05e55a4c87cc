import type { Cast } from '../../../../lib/shared/cast.ts'
import type { PostsAnswer } from '../../../../lib/shared/change.ts'
import { textDirection } from '../../../../lib/shared/text-direction.ts'
import buttons from '../../../_look/button.module.css'
import { Colophon } from '../../../_look/colophon.tsx'
import { TopbarRow } from '../../../_look/topbar.tsx'
import styles from './earlier-posts.module.css'
import { Masthead } from './masthead.tsx'
import { Stream } from './stream.tsx'
import { MadeAt } from './use-now.ts'

/** An older page of a cast, as the link of a page without script leads to it. It stands still. */
export function EarlierPosts({ cast, page, at }: { cast: Cast; page: PostsAnswer; at: number }) {
  return (
    <MadeAt value={at}>
      <div lang={cast.lang} dir={textDirection(cast.lang)}>
        <a className="skip-link" href="#stream" lang="en">
          Skip to the posts
        </a>
        <header>
          <TopbarRow />
          <Masthead cast={cast} />
        </header>
        <main className={styles.main}>
          <p className={styles.turn} lang="en">
            <a className={buttons.button} href={`/c/${cast.slug}`}>
              Newest posts
            </a>
          </p>
          <h2 className="visually-hidden" lang="en">
            Older posts
          </h2>
          <Stream posts={page.posts} cast={cast} arrivedAfter={Number.POSITIVE_INFINITY} />
          {page.next !== null && (
            <p className={styles.turn} lang="en">
              <a className={buttons.button} href={`?before=${page.next}`}>
                Older posts
              </a>
            </p>
          )}
        </main>
        <Colophon />
      </div>
    </MadeAt>
  )
}
