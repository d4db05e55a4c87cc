import { memo } from 'react'
import type { Post } from '../../../../lib/shared/post.ts'
import { CopyLinkButton } from './copy-link-button.tsx'
import styles from './post-article.module.css'
import { PostMeta } from './post-meta.tsx'
import { PostPhotos } from './post-photos.tsx'
import { ShareButton } from './share-button.tsx'

interface PostArticleProps {
  post: Post
  slug: string
  castTitle: string
  timeZone: string
  /** True for the first on the page: its photo is on the screen at once. */
  isFirst: boolean
}

/** One post. Only key moments have a heading, which may be all they say; the time of every post is its permanent link. */
export const PostArticle = memo(function PostArticle({ post, slug, castTitle, timeZone, isFirst }: PostArticleProps) {
  const path = `/c/${slug}/p/${post.id}`
  const heading = post.key === null ? undefined : `post-${post.id}-key`
  return (
    <article
      className={post.key === null ? styles.post : styles.key}
      id={`post-${post.id}`}
      aria-labelledby={heading}
      tabIndex={-1}
    >
      <PostMeta post={post} path={path} timeZone={timeZone} />
      {post.key !== null && (
        <h3 className={styles.heading} id={heading} dir="auto">
          {post.key}
        </h3>
      )}
      {post.text !== '' && post.text !== post.key && <PostText html={post.html} />}
      {post.media && (
        <PostPhotos photos={post.media} hasWords={heading !== undefined || post.text !== ''} isFirst={isFirst} />
      )}
      <div className={styles.actions} lang="en">
        <CopyLinkButton path={path} label="Copy link to this post" />
        <ShareButton path={path} title={post.key ?? castTitle} label="Share this post" />
      </div>
    </article>
  )
})

/** What is left of a post that was removed while the page was open. */
export function RemovedPost({ id }: { id: string }) {
  return (
    <article className={styles.removed} id={`post-${id}`} tabIndex={-1}>
      <p lang="en">Post deleted by its author</p>
    </article>
  )
}

/** The words of a post. */
export function PostText({ html }: { html: string }) {
  // Safe: the server's renderText makes this of a closed list of tags and never lets markup through.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <div className={styles.text} dir="auto" dangerouslySetInnerHTML={{ __html: html }} />
}
