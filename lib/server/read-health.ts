import type { ChannelsTrouble } from './channels/channels-trouble.ts'
import type { Behind } from './follow/behind.ts'
import type { Runtime } from './runtime.ts'

/** What `/api/health` answers while the store does. */
export interface Health {
  ok: true
  /** What does not work, while posts are taken all the same. */
  degraded: 'channels'[]
  /** How long it took to answer one read. */
  store: { ms: number }
  /** What was wrong with the Channels host when it was last given something, and since when; null once it has taken something. */
  channels: (ChannelsTrouble & { since: string }) | null
  behind: Behind
}

/** Throws `StoreUnavailable`. */
export async function readHealth({ store, followers }: Pick<Runtime, 'store' | 'followers'>): Promise<Health> {
  const began = performance.now()
  await store.ping()
  const ms = Math.round((performance.now() - began) * 10) / 10
  const channels = followers.trouble()
  return {
    ok: true,
    degraded: channels === null ? [] : ['channels'],
    store: { ms },
    channels,
    behind: await followers.behind(),
  }
}
