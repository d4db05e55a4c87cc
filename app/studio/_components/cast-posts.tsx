import type { Feed } from '../../../lib/client/cast-feed.ts'
import { applyOutbox } from '../../../lib/client/outbox/apply-outbox.ts'
import type { OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import { renamedLink } from '../../../lib/client/outbox/unstarted-cast.ts'
import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import type { Cast } from '../../../lib/shared/cast.ts'
import { CastSheets } from './cast-sheets.tsx'
import { OwnPosts } from './own-posts.tsx'
import type { Removal } from './removed-toast.tsx'
import type { StudioPlace } from './studio-address.ts'

/** What nobody waits for in order to type: the person's posts and the sheets. A part of its own, as what renders text is the studio's largest. */
export default function CastPosts({
  place,
  person,
  feed,
  cast,
  entries,
  photos,
  actions,
  removal,
  onOlder,
}: CastPostsProps) {
  const reader = feed.state === 'open' ? feed.reading.reader : NOTHING_READ
  const posts = applyOutbox(reader, { person, entries })
  const open = entries.filter(({ state }) => state !== 'confirmed')
  return (
    <>
      <OwnPosts
        {...{ feed, place, posts, cast, photos, actions, onOlder }}
        entries={open}
        link={renamedLink(entries)}
      />
      {cast !== null && (
        <CastSheets {...{ place, cast, actions, removal }} post={posts.find(({ id }) => id === place.post)} />
      )}
    </>
  )
}

interface CastPostsProps {
  place: Extract<StudioPlace, { screen: 'cast' }>
  /** Their id. */
  person: string
  feed: Feed
  cast: Cast | null
  /** All of this cast's that the device has. */
  entries: readonly OutboxEntry[]
  /** This cast's that the device has. */
  photos: readonly KeptPhoto[]
  actions: PostActions
  removal: Removal
  onOlder: () => void
}

const NOTHING_READ = { posts: new Map(), floor: null }
