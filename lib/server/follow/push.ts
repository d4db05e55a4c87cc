import type { ChangeEvent } from '../../shared/change.ts'
import { CHANGE_EVENT } from '../../shared/change-event-name.ts'
import type { ChannelEvent, ChannelsHost } from '../channels/channels-host.ts'
import { type ChannelsTrouble, channelsTrouble } from '../channels/channels-trouble.ts'
import type { CastRecord, LogEntry, Store } from '../store/store.ts'
import { toCastView, toStateView } from '../views.ts'
import { project } from './project.ts'
import type { PushMarks } from './push-marks.ts'

export interface PushParts {
  store: Store
  channels: ChannelsHost
  marks: PushMarks
  /** Milliseconds. */
  now: () => number
}

/**
 * The pusher: triggers what the log has behind its mark on the cast's channel, then moves the mark; tells whether there was anything. May
 * repeat itself after a crash: readers ignore a rev they have. Throws `ChannelsFailed`. Source: README, Log.
 */
export async function push({ store, channels, marks, now }: PushParts, cast: string): Promise<boolean> {
  for (let rounds = 0; ; rounds += 1) {
    const record = await project(store, cast)
    const head = record.position.rev
    const done = (await marks.read(cast))?.rev ?? Math.max(0, head - BEHIND_MAX)
    if (done >= head) return rounds > 0
    const { events, rev } = await nextEvents(store, record, done)
    await trigger(channels, events)
    await marks.move(cast, { rev, at: new Date(now()).toISOString() })
  }
}

/** The Channels host refused or did not answer; the log is not touched by it. */
export class ChannelsFailed extends Error {
  override name = 'ChannelsFailed'
  constructor(readonly trouble: ChannelsTrouble) {
    super(trouble.advice)
  }
}

async function trigger(channels: ChannelsHost, events: ChannelEvent[]): Promise<void> {
  try {
    await channels.trigger(events)
  } catch (error) {
    throw new ChannelsFailed(channelsTrouble(error)) // and not its cause: the library's error carries the signed address
  }
}

/** Further behind than this, one event that names the head stands for all. */
const BEHIND_MAX = 20
/** Source: https://pusher.com/docs/channels/library_auth_reference/rest-api/#post-batch-events */
const EVENTS_A_BATCH = 10
/** Source: as above; measured on the data alone. */
const EVENT_BYTES = 10 * 1024

async function nextEvents(store: Store, record: CastRecord, done: number) {
  const { position, settings } = record
  if (position.rev - done > BEHIND_MAX)
    return { rev: position.rev, events: [toChannelEvent(settings.channel, position)] }
  const entries = await store.readEntries({ cast: record.id, after: done, limit: EVENTS_A_BATCH })
  const events: ChannelEvent[] = []
  for (const entry of entries) events.push(toChannelEvent(settings.channel, await toChangeEvent(store, record, entry)))
  return { rev: entries.at(-1)?.rev ?? position.rev, events }
}

function toChannelEvent(channel: string, { rev, tip, ...rest }: ChangeEvent): ChannelEvent {
  const whole = JSON.stringify({ rev, tip, ...rest })
  const fits = Buffer.byteLength(whole) <= EVENT_BYTES
  return { channel, name: CHANGE_EVENT, data: fits ? whole : JSON.stringify({ rev, tip }) }
}

/** An entry that a later one replaced goes without its words: nobody may read what was mended or removed. */
async function toChangeEvent(store: Store, record: CastRecord, entry: LogEntry): Promise<ChangeEvent> {
  const { rev, tip, counts } = entry
  if (entry.kind === 'settings') {
    if (record.settingsRev !== rev) return { rev, tip, counts }
    return { rev, tip, counts, change: { rev, cast: toCastView({ ...record, counts }) } }
  }
  const post = await store.readPost({ cast: entry.cast, id: entry.post.id })
  return post?.rev === rev ? { rev, tip, counts, change: { rev, post: toStateView(post) } } : { rev, tip, counts }
}
