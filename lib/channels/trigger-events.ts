import { z } from 'zod'
import { broadcast } from './broadcast.ts'
import { describeTriggered, kindOf } from './channel-info.ts'
import type { ChannelsState } from './channels-state.ts'
import type { ProtocolEvent } from './encode-event.ts'
import { HttpRefusal } from './http-refusal.ts'
import type { ChannelsLimits } from './limits.ts'

const Event = z.object({
  name: z.string(),
  /** Text; the libraries send JSON. */
  data: z.string(),
  /** The one socket that does not get it. */
  socket_id: z
    .string()
    .regex(/^\d+\.\d+$/)
    .nullish(),
  info: z.string().nullish(),
})
const EventBody = Event.extend({ channel: z.string().optional(), channels: z.array(z.string()).optional() })
const BatchBody = z.object({ batch: z.array(Event.extend({ channel: z.string() })) })
type BatchedEvent = z.infer<typeof BatchBody>['batch'][number]

/** POST events: one event on up to 100 channels. All is checked before anything is sent. */
export function triggerEvent(state: ChannelsState, body: Buffer): unknown {
  const { channel, channels = channel === undefined ? [] : [channel], ...event } = parseBody(EventBody, body)
  checkEvent(state.limits, event)
  if (channels.length === 0) throw new HttpRefusal(400, 'No channel was given')
  if (channels.length > state.limits.channelsPerEvent) {
    throw new HttpRefusal(400, `At most ${state.limits.channelsPerEvent} channels may be triggered at once`)
  }
  const names = [...new Set(channels)]
  const kinds = names.map(name => kindOf(state, name))
  if (names.length > 1 && kinds.some(kind => kind.access === 'encrypted')) {
    throw new HttpRefusal(400, 'An encrypted channel must be triggered alone: each has a key of its own')
  }
  const info = event.info
  const answer = info
    ? { channels: Object.fromEntries(names.map(name => [name, describeTriggered(state, name, info)])) }
    : {}
  for (const name of names) publish(state, [{ ...event, channel: name }])
  return answer
}

/** POST batch_events: up to 10 events, in order. Neighbours for one channel reach each reader in one write. */
export function triggerBatch(state: ChannelsState, body: Buffer): unknown {
  const { batch } = parseBody(BatchBody, body)
  if (batch.length > state.limits.eventsPerBatch) {
    throw new HttpRefusal(400, `At most ${state.limits.eventsPerBatch} events may be in a batch`)
  }
  for (const event of batch) {
    checkEvent(state.limits, event)
    kindOf(state, event.channel)
  }
  const answer = batch.some(event => event.info)
    ? { batch: batch.map(event => (event.info ? describeTriggered(state, event.channel, event.info) : {})) }
    : {}
  for (const run of runs(batch)) publish(state, run)
  return answer
}

/** Sends events that are all for the same channel, and for the same sockets of it. */
function publish(state: ChannelsState, events: readonly BatchedEvent[]): void {
  const [first] = events
  if (!first) return
  const made = events.map(({ name, channel, data }): ProtocolEvent => ({ event: name, channel, data }))
  const last = made.at(-1)
  if (last && kindOf(state, first.channel).cached) state.cache.remember(first.channel, last)
  const channel = state.channels.get(first.channel)
  if (channel) broadcast(channel, made, state.connections.get(first.socket_id ?? ''))
}

function runs(batch: readonly BatchedEvent[]): BatchedEvent[][] {
  const found: BatchedEvent[][] = []
  for (const event of batch) {
    const run = found.at(-1)
    if (run?.[0]?.channel === event.channel && run[0].socket_id === event.socket_id) run.push(event)
    else found.push([event])
  }
  return found
}

function checkEvent(limits: ChannelsLimits, { name, data }: { name: string; data: string }): void {
  if (name === '' || name.length > limits.eventNameLength || RESERVED_OR_UNREADABLE.test(name)) {
    throw new HttpRefusal(400, 'Invalid event name')
  }
  if (Buffer.byteLength(data) > limits.eventDataBytes) {
    throw new HttpRefusal(
      413,
      `The data content of this event exceeds the allowed maximum (${limits.eventDataBytes} bytes)`,
    )
  }
}

/** Names that clients take for the protocol's own, and control characters. */
const RESERVED_OR_UNREADABLE = /^pusher(_internal)?:|\p{Cc}/u

function parseBody<T>(schema: z.ZodType<T>, body: Buffer): T {
  const parsed = schema.safeParse(parseJson(body))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new HttpRefusal(400, `Invalid body at ${issue?.path.join('.') || 'its root'}`)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(body))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined // TypeError: not UTF-8
    throw error
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })
