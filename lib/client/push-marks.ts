import type { Pushed } from '../shared/change.ts'
import { isRecord } from './ask-server.ts'
import type { ChannelPort } from './live/channel-port.ts'
import { isChangeEvent } from './live/read-answer.ts'
import type { Fetch } from './live/reading-calls.ts'

/** How far this page has seen that posts were pushed, ascending. `at`: milliseconds; null for what was pushed before it looked. */
export type PushMarks = readonly PushMark[]

export interface PushMark {
  rev: number
  at: number | null
}

/** Pure; the same marks when nothing new is known. */
function withPush(marks: PushMarks, mark: PushMark): PushMarks {
  const last = marks.at(-1)
  return last !== undefined && last.rev >= mark.rev ? marks : [...marks, mark]
}

/** The mark that covers a rev, or undefined while nobody has said that it was pushed. */
export function pushOf(marks: PushMarks, rev: number): PushMark | undefined {
  return marks.find(mark => mark.rev >= rev)
}

export interface PushWatch {
  marks(): PushMarks
  subscribe(listener: () => void): () => void
  /** What an answer says about the pusher's mark. */
  note(pushed: Pushed): void
  /** The ports, with an eye on what passes: events were pushed, and answers to `changes` say how far. */
  channels: ChannelPort
  fetch: Fetch
}

/** `known`: the rev of the page as it was loaded. When that was pushed was before our time. Null for a page from this device: the first word of the server says it. */
export function watchPushes(
  known: number | null,
  parts: { channels: ChannelPort; fetch: Fetch; now(): number; onConnected(): void },
): PushWatch {
  let marks: PushMarks = []
  const listeners = new Set<() => void>()

  function add(rev: number, at: number, before = rev): void {
    known ??= before
    // The pusher goes in order: what the page began with went out before this did, nobody knows when.
    const begun = withPush(marks, { rev: Math.min(rev, known), at: null })
    const next = withPush(begun, { rev, at })
    if (next === marks) return
    marks = next
    for (const listener of listeners) listener()
  }

  function note(pushed: Pushed): void {
    if (pushed !== null) add(pushed.rev, Date.parse(pushed.at))
  }

  return {
    marks: () => marks,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    note,
    channels: {
      retry: () => parts.channels.retry(),
      close: () => parts.channels.close(),
      follow: (channel, listener) =>
        parts.channels.follow(channel, {
          subscribed() {
            parts.onConnected()
            listener.subscribed()
          },
          lost: () => listener.lost(),
          alive: () => listener.alive(),
          counted: followers => listener.counted(followers),
          event(data) {
            if (isChangeEvent(data)) add(data.rev, parts.now(), data.rev - 1)
            listener.event(data)
          },
        }),
    },
    async fetch(address, options) {
      const response = await parts.fetch(address, options)
      if (address.includes('/changes?')) note(pushedIn(await response.clone().json().catch(noAnswer)))
      return response
    },
  }
}

// Not JSON, so not ours: who asked reads the same body and says so.
function noAnswer(): null {
  return null
}

function pushedIn(body: unknown): Pushed {
  if (!isRecord(body) || !isRecord(body.pushed)) return null
  const { rev, at } = body.pushed
  return typeof rev === 'number' && typeof at === 'string' ? { rev, at } : null
}
