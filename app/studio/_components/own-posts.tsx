import type { Feed } from '../../../lib/client/cast-feed.ts'
import type { SentPost } from '../../../lib/client/composer/open-composer.ts'
import { ownPosts } from '../../../lib/client/own-posts.ts'
import buttons from '../../_look/button.module.css'
import { SmallIcon } from '../../_look/icon.tsx'
import { State, StateTitle } from '../../_look/state.tsx'
import { OwnPostItem } from './own-post.tsx'
import styles from './own-posts.module.css'

/** The person's own posts, the newest at the bottom, next to the composer. */
export function OwnPosts({ feed, person, sent, onOlder }: OwnPostsProps) {
  if (feed.state === 'missing') return <Missing />
  const reading = feed.state === 'open' ? feed.reading : null
  const posts = ownPosts(reading?.reader ?? null, { person, sent })
  const { timeZone = undefined, lang = 'en' } = reading?.reader.cast ?? {}
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
    <main className={styles.posts} aria-label="Your posts" tabIndex={0}>
      <div>
        {reading !== null && reading.reader.floor !== null && <Older older={reading.older} onOlder={onOlder} />}
        <ol>
          {posts.map(own => (
            <OwnPostItem
              key={own.post.id}
              own={own}
              pushes={feed.state === 'open' ? feed.pushes : []}
              timeZone={timeZone ?? 'UTC'}
              lang={lang}
            />
          ))}
        </ol>
        {reading !== null && posts.length === 0 && <p className={styles.none}>Nothing posted by you yet.</p>}
      </div>
    </main>
  )
}

interface OwnPostsProps {
  feed: Feed
  person: string
  sent: readonly SentPost[]
  onOlder: () => void
}

function Older({ older, onOlder }: { older: 'idle' | 'loading' | 'failed'; onOlder: () => void }) {
  const words = {
    idle: 'Earlier posts',
    loading: 'Loading earlier posts…',
    failed: 'No answer. Load earlier posts again',
  }
  return (
    <button className={buttons.text} type="button" onClick={onOlder}>
      <SmallIcon name="up" />
      {words[older]}
    </button>
  )
}

function Missing() {
  return (
    <main className={styles.missing}>
      <State icon="search" title={<StateTitle>Nothing to read at this address</StateTitle>}>
        <p>There is no cast here, or it is not open to whoever is signed in.</p>
      </State>
    </main>
  )
}
