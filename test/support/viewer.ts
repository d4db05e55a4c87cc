import PusherClient from 'pusher-js'
import type { ChangeEvent, ChangesAnswer } from '../../lib/shared/change.ts'
import { CHANGE_EVENT } from '../../lib/shared/change-event-name.ts'
import { placeOf } from '../../lib/shared/place-of.ts'
import type { App } from './start-app.ts'
import { until } from './until.ts'

export interface Viewer {
  rev(): number
  /** Ids of the posts it has, in the order of their revs. */
  ids(): string[]
  /** How many changes it got by a push, without asking. */
  pushed(): number
  until(rev: number): Promise<void>
  close(): Promise<void>
}

/**
 * A reader by the rules of the README and nothing else: the official client for events, `changes` for gaps and after each
 * subscription. Written apart from lib/client/live, to hold the server to them.
 */
export async function openViewer(
  app: Pick<App, 'origin' | 'port'>,
  cast: { id: string; channel: string },
): Promise<Viewer> {
  const posts = new Map<number, string>()
  let rev = 0
  let pushed = 0
  let isReady = false
  const take = (change: { rev: number; post?: { id: string } }) => change.post && posts.set(change.rev, change.post.id)
  const ask = async () => {
    const changes = await readChanges(`${app.origin}/api/casts/${cast.id}/changes?since=${rev}`)
    for (const change of changes?.changes ?? []) take(change)
    rev = Math.max(rev, changes?.rev ?? 0)
  }
  const { key, host = 'localhost', port = app.port } = await (await fetch(`${app.origin}/api/channels/config`)).json()
  const client = new PusherClient(key, {
    cluster: '',
    wsHost: host,
    wsPort: port,
    forceTLS: false,
    enabledTransports: ['ws'],
    activityTimeout: 15_000,
    pongTimeout: 5_000,
  })
  const channel = client.subscribe(cast.channel)
  channel.bind('pusher:subscription_succeeded', async () => {
    await ask() // its own failures end in another try
    isReady = true
  })
  channel.bind(CHANGE_EVENT, (event: ChangeEvent) => {
    const place = placeOf(event, rev)
    if (place === 'known') return
    if (place === 'gap' || !event.change) return void ask()
    take(event.change)
    rev = event.rev
    pushed += 1
  })
  await until(
    () => isReady,
    () => 'a subscription, and what was there before it',
    10_000,
  )
  return {
    rev: () => rev,
    ids: () => [...posts].sort(([a], [b]) => a - b).map(([, id]) => id),
    pushed: () => pushed,
    // As a page does on its timer, only more often: an event may have been the last one before a crash.
    until: wanted =>
      until(
        () => rev >= wanted || ask().then(() => rev >= wanted),
        () => `rev ${wanted}, stands at ${rev}`,
        15_000,
      ),
    close: async () => client.disconnect(),
  }
}

/** Undefined when the server is not there: whoever asks, asks again. */
async function readChanges(address: string): Promise<ChangesAnswer | undefined> {
  try {
    const answer = await fetch(address)
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}
