import type { Channel } from './channels-state.ts'
import type { Connection } from './connection.ts'
import { encodeEvent, type ProtocolEvent } from './encode-event.ts'

/** Sends events, in order, to all subscribers but one. They are encoded once, and all together are one write per reader. */
export function broadcast(channel: Channel, events: readonly ProtocolEvent[], except?: Connection): void {
  const frames = Buffer.concat(events.map(encodeEvent))
  for (const subscriber of channel.subscribers) if (subscriber !== except) subscriber.write(frames)
}
