import { broadcast } from './broadcast.ts'
import type { Channel, ChannelsState } from './channels-state.ts'
import type { Connection } from './connection.ts'
import { memberOf } from './presence.ts'

export interface ClientEvent {
  event: string
  channel?: string | null | undefined
  data?: unknown
}

/** Passes an event of a client on to the channel's other subscribers, or tells the sender why not. Never cached. */
export function sendClientEvent(state: ChannelsState, sender: Connection, { event, channel, data }: ClientEvent): void {
  if (!sender.maySendClientEvent()) {
    sender.sendError('Client event rejected due to rate limit', 4301)
    return
  }
  const target = state.channels.get(channel ?? '')
  const text = dataText(data)
  const refusal = whyNot(state, sender, event, target, text)
  if (refusal !== undefined || !target) sender.sendError(`Client event rejected: ${refusal}`)
  else broadcast(target, [{ event, channel: target.name, data: text, user_id: memberOf(target, sender) }], sender)
}

function whyNot(
  { limits }: ChannelsState,
  sender: Connection,
  event: string,
  channel: Channel | undefined,
  data: string | undefined,
): string | undefined {
  if (!channel?.subscribers.has(sender)) return 'not subscribed'
  if (!MAY_CARRY.has(channel.kind.access)) return 'only private and presence channels carry them'
  if (event.length > limits.eventNameLength) return 'the name is too long'
  if (data === undefined) return 'the data is nested too deeply'
  return Buffer.byteLength(data) > limits.eventDataBytes ? 'the data is too large' : undefined
}

/** Not encrypted ones: clients have no way to encrypt, so what arrived would be plain text where nobody expects it. */
const MAY_CARRY = new Set(['private', 'presence'])

/** JSON can be read deeper than it can be written: thousands of brackets overflow the stack. */
function dataText(data: unknown): string | undefined {
  try {
    return typeof data === 'string' ? data : JSON.stringify(data ?? null)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
