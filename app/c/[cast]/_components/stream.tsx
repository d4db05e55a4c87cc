import type { Cast } from '../../../../lib/shared/cast.ts'
import { counted } from '../../../../lib/shared/counted.ts'
import { isRemoved } from '../../../../lib/shared/is-removed.ts'
import type { PostState } from '../../../../lib/shared/post.ts'
import { PostArticle, RemovedPost } from './post-article.tsx'
import styles from './stream.module.css'

/** How many posts there are, and in which order. */
export function StreamHead({ posts }: { posts: number }) {
  return (
    <div className={styles.head} lang="en">
      <h2 className={styles.count}>{counted(posts, 'post')}</h2>
      <span>Newest first</span>
    </div>
  )
}

/** The posts, newest first. Those with a `seq` above `arrivedAfter` came while the page was open: they slide in. */
export function Stream({ posts, cast, arrivedAfter }: { posts: PostState[]; cast: Cast; arrivedAfter: number }) {
  return (
    <ol className={styles.stream} id="stream">
      {posts.map((post, index) => (
        <li key={post.id} className={post.seq > arrivedAfter ? styles.arriving : undefined}>
          {isRemoved(post) ? (
            <RemovedPost id={post.id} />
          ) : (
            <PostArticle
              post={post}
              slug={cast.slug}
              castTitle={cast.title}
              timeZone={cast.timeZone}
              isFirst={index === 0}
            />
          )}
        </li>
      ))}
    </ol>
  )
}
