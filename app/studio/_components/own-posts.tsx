import type { Feed } from '../../../lib/client/cast-feed.ts'
import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import type { OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import type { RenamedLink } from '../../../lib/client/outbox/unstarted-cast.ts'
import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import buttons from '../../_look/button.module.css'
import { SmallIcon } from '../../_look/icon.tsx'
import { State, StateTitle } from '../../_look/state.tsx'
import { SignInNotice } from './held-notice.tsx'
import { OwnPostItem } from './own-post.tsx'
import styles from './own-posts.module.css'
import type { StudioPlace } from './studio-address.ts'
import { LinkNotice, UnstartedNotice, WaitingToSend } from './waiting-to-send.tsx'

/** The person's own posts, the newest at the bottom, next to the composer; what is not on the server yet below the others. */
export function OwnPosts({ feed, place, posts, cast, entries, photos, link, actions, onOlder }: OwnPostsProps) {
  const reading = feed.state === 'open' ? feed.reading : null
  const isWaiting = ({ standing }: OwnPost) => standing.at === 'phone' && standing.change === 'publish'
  const waiting = posts.filter(isWaiting)
  if (feed.state === 'missing' && waiting.length === 0) return <Missing entries={entries} place={place} />
  const common = { place, photos, timeZone: cast?.timeZone ?? 'UTC', lang: cast?.lang ?? 'en' }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys must be able to scroll it
    <main className={styles.posts} aria-label="Your posts" tabIndex={0}>
      <div>
        {reading !== null && reading.reader.floor !== null && <Older older={reading.older} onOlder={onOlder} />}
        <ol>
          {posts
            .filter(post => !isWaiting(post))
            .map(post => (
              <OwnPostItem key={post.id} post={post} pushes={feed.state === 'open' ? feed.pushes : []} {...common} />
            ))}
        </ol>
        <UnstartedNotice entries={entries} />
        <LinkNotice link={link} actions={actions} />
        <SignInNotice entries={entries} place={place} />
        <WaitingToSend posts={waiting} {...{ entries, actions }} {...common} />
        {feed.state !== 'loading' && posts.length === 0 && <p className={styles.none}>Nothing posted by you yet.</p>}
      </div>
    </main>
  )
}

interface OwnPostsProps {
  feed: Feed
  place: Extract<StudioPlace, { screen: 'cast' }>
  posts: OwnPost[]
  cast: Cast | null
  /** What of this cast is not confirmed. */
  entries: readonly OutboxEntry[]
  photos: readonly KeptPhoto[]
  link: RenamedLink | null
  actions: PostActions
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

function Missing({ entries, place }: Pick<OwnPostsProps, 'entries' | 'place'>) {
  return (
    <main className={styles.missing}>
      <SignInNotice entries={entries} place={place} />
      <State icon="search" title={<StateTitle>Nothing to read at this address</StateTitle>}>
        <p>There is no cast here, or it is not open to whoever is signed in.</p>
      </State>
    </main>
  )
}
