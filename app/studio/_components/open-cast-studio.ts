import { type CastFeed, castFeed } from '../../../lib/client/cast-feed.ts'
import type { DraftOwner } from '../../../lib/client/composer/kept-draft.ts'
import { type Composer, openComposer } from '../../../lib/client/composer/open-composer.ts'
import { otherTabs } from '../../../lib/client/composer/other-tabs.ts'
import { deviceStorage, tabStorage } from '../../../lib/client/kept.ts'
import { pusherChannels } from '../../../lib/client/live/pusher-channels.ts'
import { sendOps } from '../../../lib/client/send-ops.ts'
import { newId } from '../../../lib/shared/new-id.ts'
import { device, studioSession } from './studio-device.ts'

interface CastStudioStores {
  composer: Composer
  feed: CastFeed
  /** Listens, follows and sends until the function it returns is called. */
  start(): () => void
}

/** What stands behind the studio of one cast. */
export function openCastStudio(owner: DraftOwner): CastStudioStores {
  const session = studioSession()
  const feed = castFeed({ ...device, cast: owner.cast, openChannels: () => pusherChannels(device) })
  const composer = openComposer({
    ...device,
    owner,
    storage: deviceStorage(),
    tab: tabStorage(),
    otherTabs,
    newId,
    send: op => sendOps({ cast: owner.cast, author: owner.person, ops: [op] }, device.clock.now()),
    onSignedOut: () => void session.refresh(), // it never throws
    onPushed: pushed => feed.note(pushed),
  })
  return {
    composer,
    feed,
    start() {
      const stop = [feed.start(), composer.start(), session.subscribe(sendAfterSignIn)]
      sendAfterSignIn()
      return () => {
        for (const stopOne of stop) stopOne()
      }
    },
  }

  // What waited for a sign-in goes out by itself once its author is signed in again.
  function sendAfterSignIn(): void {
    const current = session.session()
    const isAuthor = current.state === 'signed_in' && current.me.id === owner.person
    if (isAuthor && composer.composing().draft.state === 'signed_out') composer.retry()
  }
}
