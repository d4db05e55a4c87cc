import { type CastFeed, castFeed } from '../../../lib/client/cast-feed.ts'
import { lastWords } from '../../../lib/client/composer/last-words.ts'
import { type Composer, openComposer } from '../../../lib/client/composer/open-composer.ts'
import { askForLasting } from '../../../lib/client/installed/lasting-storage.ts'
import { deviceStorage, keep, keptAs } from '../../../lib/client/kept.ts'
import { pusherChannels } from '../../../lib/client/live/pusher-channels.ts'
import type { Owner } from '../../../lib/client/outbox/outbox-entry.ts'
import { type PostActions, postActions } from '../../../lib/client/outbox/post-actions.ts'
import { releaseReopened, restartLog } from '../../../lib/client/outbox/release-held.ts'
import { unstartedCasts } from '../../../lib/client/outbox/unstarted-cast.ts'
import { type EntriesWatch, watchEntries } from '../../../lib/client/outbox/watch-entries.ts'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { device, studioOutbox } from './studio-device.ts'

interface CastStudioStores {
  composer: Composer
  feed: CastFeed
  /** This cast's part of the outbox. */
  outbox: EntriesWatch
  actions: PostActions
  /** Listens, follows and sends until the function it returns is called. */
  start(): () => void
}

/** What stands behind the studio of one cast. */
export function openCastStudio(owner: Owner): CastStudioStores {
  const { store, news, flusher, onAnswer } = studioOutbox()
  const outbox = watchEntries({ store, news, scope: owner })
  const change = (pure: Parameters<typeof store.update<void>>[1]) => {
    // A storage that does not answer is asked at the next wake.
    void store.update(owner, pure).then(flusher.wake, () => undefined)
  }
  const feed = castFeed({
    ...device,
    cast: owner.cast,
    kept: keptCasts,
    openChannels: () => pusherChannels(device),
    readUnstarted: async () => unstartedCasts(await store.read(owner).catch(() => []))[0] ?? null,
    onConnected: flusher.wake,
    onRestarted: () => change(restartLog),
  })
  const composer = openComposer({
    ...device,
    owner,
    store,
    news,
    newId,
    lastWords: lastWords(deviceStorage(), owner),
    onPosted() {
      flusher.wake()
      void askForLasting() // never rejects
    },
  })

  /** An open cast takes what it has refused after its end: tried once for each change of its settings. */
  function watchReopening(): () => void {
    let triedAt = -1
    return feed.subscribe(() => {
      const current = feed.feed()
      if (current.state !== 'open') return
      const { cast, castRev } = current.reading.reader
      if (cast.endedAt !== null || castRev === triedAt) return
      triedAt = castRev
      change(releaseReopened)
    })
  }

  /** What is not there is not where the home screen's "New post" should lead. */
  function rememberCast(): void {
    const { state } = feed.feed()
    if (state === 'open' || state === 'unstarted') keep(deviceStorage(), keptAs.lastCast(owner), owner.cast)
  }

  return {
    composer,
    feed,
    outbox,
    actions: postActions({ ...device, store, flusher }, owner),
    start() {
      const stop = [
        outbox.start(),
        watchReopening(),
        feed.subscribe(rememberCast),
        feed.start(),
        composer.start(),
        onAnswer((cast, answer) => cast === owner.cast && answer.kind === 'answer' && feed.note(answer.body.pushed)),
        news.onNews(() => feed.feed().state === 'unstarted' && feed.load()),
      ]
      return () => {
        for (const stopOne of stop) stopOne()
      }
    },
  }
}
