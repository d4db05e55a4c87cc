import { type CastFeed, castFeed } from '../../../lib/client/cast-feed.ts'
import { lastWords, withLastWords } from '../../../lib/client/composer/last-words.ts'
import { type Composer, openComposer } from '../../../lib/client/composer/open-composer.ts'
import { askForLasting } from '../../../lib/client/installed/lasting-storage.ts'
import { deviceStorage, keep, keptAs } from '../../../lib/client/kept.ts'
import { pusherChannels } from '../../../lib/client/live/pusher-channels.ts'
import type { OutboxEntry, Owner } from '../../../lib/client/outbox/outbox-entry.ts'
import { type PostActions, postActions } from '../../../lib/client/outbox/post-actions.ts'
import { releaseReopened, restartLog } from '../../../lib/client/outbox/release-held.ts'
import { unstartedCasts } from '../../../lib/client/outbox/unstarted-cast.ts'
import type { KeptPhoto } from '../../../lib/client/photos/kept-photo.ts'
import { openPicker, type Picker } from '../../../lib/client/photos/open-picker.ts'
import { photosOfRemoved, unneededPhotos } from '../../../lib/client/photos/prune-photos.ts'
import { keptCasts } from '../../../lib/client/reading/kept-casts.ts'
import { type KeptWatch, watchKept } from '../../../lib/client/watch-kept.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { photoPreparer } from './photo-preparer.ts'
import { device, studioOutbox } from './studio-device.ts'

interface CastStudioStores {
  composer: Composer
  feed: CastFeed
  /** This cast's part of the outbox. */
  outbox: KeptWatch<readonly OutboxEntry[]>
  /** This cast's photos that this device has. */
  photos: KeptWatch<readonly KeptPhoto[]>
  picker: Picker
  actions: PostActions
  /** Listens, follows and sends until the function it returns is called. */
  start(): () => void
}

/** What stands behind the studio of one cast. */
export function openCastStudio(owner: Owner): CastStudioStores {
  const { store, photos: photoStore, shared, news, flusher, onAnswer } = studioOutbox()
  const outbox = watchKept(() => store.read(owner), news)
  const photos = watchKept(() => photoStore.readPhotos(owner), news)
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
  const words = lastWords(deviceStorage(), owner)
  const composer = openComposer({
    ...device,
    owner,
    store: { ...store, addShared: shared.addShared },
    news,
    newId,
    lastWords: words,
    onPosted() {
      picker.forget()
      flusher.wake()
      void askForLasting() // never rejects
    },
  })

  const picker = openPicker({ ...device, owner, store: photoStore, composer, preparer: photoPreparer, newId })

  /** Lets go of photos that nobody needs any more. A storage that does not answer is asked the next time. */
  async function prunePhotos(): Promise<void> {
    // The photos first: what is posted meanwhile is then asked for by an entry that is read after them.
    const kept = await photoStore.readPhotos(owner)
    const entries = await store.read(owner)
    const draft = withLastWords(await store.readDraft(owner), words.read())
    const unneeded = unneededPhotos(kept, { entries, draft, now: device.clock.now() })
    for (const { id, state } of unneeded)
      await photoStore.changePhoto(id, photo => (photo.state === state ? null : photo))
  }

  /** Whoever it was that has brought the removal to the server: this page, another one, or the worker. */
  async function dropRemoved(): Promise<void> {
    const kept = await photoStore.readPhotos(owner)
    for (const { id } of photosOfRemoved(kept, await store.read(owner))) await photoStore.changePhoto(id, () => null)
  }

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
    photos,
    picker,
    actions: postActions({ ...device, store, flusher }, owner),
    start() {
      void prunePhotos().catch(() => undefined)
      const stop = [
        outbox.start(),
        photos.start(),
        watchReopening(),
        feed.subscribe(rememberCast),
        feed.start(),
        composer.start(),
        onAnswer((cast, answer) => cast === owner.cast && answer.kind === 'answer' && feed.note(answer.body.pushed)),
        outbox.subscribe(() => void dropRemoved().catch(() => undefined)), // what stays goes at the next change
        news.onNews(() => feed.feed().state === 'unstarted' && feed.load()),
      ]
      return () => {
        picker.cancel() // what is not prepared yet would come to a composer that is gone
        for (const stopOne of stop) stopOne()
      }
    },
  }
}
