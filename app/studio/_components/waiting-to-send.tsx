import { useState } from 'react'
import { copyText } from '../../../lib/client/live/copy-text.ts'
import type { OwnPost } from '../../../lib/client/outbox/apply-outbox.ts'
import type { OutboxEntry } from '../../../lib/client/outbox/outbox-entry.ts'
import type { PostActions } from '../../../lib/client/outbox/post-actions.ts'
import { unsentText } from '../../../lib/client/outbox/unsent-text.ts'
import type { RenamedLink } from '../../../lib/client/outbox/unstarted-cast.ts'
import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import { exactTime } from '../../../lib/shared/clock-time.ts'
import { counted } from '../../../lib/shared/counted.ts'
import buttons from '../../_look/button.module.css'
import { RefusedNotice } from './held-notice.tsx'
import { OwnPostItem } from './own-post.tsx'
import { saveFile } from './save-file.ts'
import type { StudioPlace } from './studio-address.ts'
import { studioOutbox } from './studio-device.ts'
import styles from './waiting-to-send.module.css'
import { waitingWords } from './waiting-words.ts'

/** What is on this device only: the posts, changes of the cast that need the person, and the ways out for the words. Nothing while nothing waits. */
export function WaitingToSend({ posts, photos, entries, actions, place, timeZone, lang }: WaitingProps) {
  const settings = entries.filter(({ ask }) => ask.type === 'settings')
  if (posts.length + settings.length === 0) return null
  const words = unsentText(posts, at => exactTime(at, timeZone))
  return (
    <section aria-labelledby="queue-title">
      <div className={styles.head}>
        <h2 className={styles.title} id="queue-title">
          Waiting to send
        </h2>
        <div className={styles.actions}>
          <button className={buttons.text} type="button" onClick={studioOutbox().flusher.retry}>
            Retry now
          </button>
          {words !== '' && <CopyUnsent words={words} count={posts.length} />}
        </div>
      </div>
      <ol>
        {posts.map(post => (
          <OwnPostItem key={post.id} post={post} pushes={[]} {...{ photos, place, timeZone, lang }} />
        ))}
      </ol>
      {words !== '' && (
        <button className={buttons.text} type="button" onClick={() => saveFile('unsent-posts.txt', words)}>
          Save unsent posts as a file
        </button>
      )}
      {settings.map(entry => (
        <SettingsEntry key={entry.key} {...{ entry, actions }} />
      ))}
    </section>
  )
}

interface WaitingProps {
  posts: OwnPost[]
  photos: readonly KeptPhoto[]
  /** What of this cast is not confirmed. */
  entries: readonly OutboxEntry[]
  actions: PostActions
  place: Extract<StudioPlace, { screen: 'cast' }>
  timeZone: string
  lang: string
}

function CopyUnsent({ words, count }: { words: string; count: number }) {
  const [said, setSaid] = useState<string | null>(null)
  const copy = async () => setSaid((await copyText(words)) ? `Copied ${counted(count, 'post')}` : 'Copying failed')
  return (
    <button className={buttons.text} type="button" onClick={() => void copy()}>
      {said ?? 'Copy unsent'}
    </button>
  )
}

function SettingsEntry({ entry, actions }: { entry: OutboxEntry; actions: PostActions }) {
  return (
    <div className={styles.settings}>
      <p>
        {settingsWords(entry)} <span className={styles.words}>{waitingWords(entry)}</span>
      </p>
      {entry.state === 'held' && <RefusedNotice because={entry.because} />}
      {entry.state === 'held' && (
        // A device that cannot let go of it shows it again.
        <button className={buttons.text} type="button" onClick={() => void actions.drop(entry).catch(() => undefined)}>
          Forget this change
        </button>
      )}
    </div>
  )
}

function settingsWords({ ask }: OutboxEntry): string {
  if (ask.type !== 'settings' || ask.cast.endedAt === undefined) return 'New title and summary.'
  return ask.cast.endedAt === null ? 'Opening the cast again.' : 'The end of the cast.'
}

/** A cast that is on this device only. */
export function UnstartedNotice({ entries }: { entries: readonly OutboxEntry[] }) {
  const start = entries.find(({ ask }) => ask.type === 'start')
  if (start === undefined) return null
  return (
    <div className={styles.settings}>
      {start.state === 'held' ? (
        <p>This cast is on this phone only, with your posts.</p>
      ) : (
        <p>
          This cast is on this phone only. It starts when there is signal, and your posts follow.{' '}
          <span className={styles.words}>{waitingWords(start)}</span>
        </p>
      )}
      {start.state === 'held' && <RefusedNotice because={start.because} />}
    </div>
  )
}

/** A cast whose link was taken by the time it reached the server: who has given the wanted one to people must know. */
export function LinkNotice({ link, actions }: { link: RenamedLink | null; actions: PostActions }) {
  if (link === null) return null
  return (
    <div className={styles.settings}>
      <p>
        The link “{link.wanted}” was taken, so this cast has “{link.slug}”. The menu copies it.
      </p>
      {/* A device that cannot write it down says it again. */}
      <button
        className={buttons.text}
        type="button"
        onClick={() => void actions.noteLink(link.entry).catch(() => undefined)}
      >
        Got it
      </button>
    </div>
  )
}
