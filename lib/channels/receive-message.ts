import { z } from 'zod'
import { SubscribeRequest } from './authorize-subscription.ts'
import type { ChannelsState } from './channels-state.ts'
import { sendClientEvent } from './client-events.ts'
import type { Connection } from './connection.ts'
import { SignInRequest, signIn } from './sign-in.ts'
import { subscribe } from './subscribe.ts'
import { unsubscribe } from './unsubscribe.ts'

/** Acts on one message of a client. What cannot be read is answered with `pusher:error`; the socket stays open. */
export function receiveMessage(state: ChannelsState, connection: Connection, text: string): void {
  connection.heard()
  if (!connection.mayTalk()) {
    connection.close(4100)
    return
  }
  const message = Message.safeParse(parseJson(text))
  if (message.success) act(state, connection, message.data)
  else connection.sendError('The message is not a JSON object with an event')
}

function act(state: ChannelsState, connection: Connection, message: Message): void {
  switch (message.event) {
    case 'pusher:ping':
      connection.send({ event: 'pusher:pong', data: '{}' })
      break
    case 'pusher:pong': // heard, and that is all
      break
    case 'pusher:subscribe':
      withData(connection, SubscribeRequest, message.data, request => subscribe(state, connection, request))
      break
    case 'pusher:unsubscribe':
      withData(connection, Named, message.data, ({ channel }) => unsubscribe(state, connection, channel))
      break
    case 'pusher:signin':
      withData(connection, SignInRequest, message.data, request => signIn(state, connection, request))
      break
    default:
      if (message.event.startsWith('client-')) sendClientEvent(state, connection, message)
      else connection.sendError('The event is not one that clients may send')
  }
}

const Message = z.object({ event: z.string(), channel: z.string().nullish(), data: z.unknown().optional() })
type Message = z.infer<typeof Message>
const Named = z.object({ channel: z.string() })

/** The data of `pusher:` events may be JSON in JSON. Source: Pusher Channels Protocol, "Double encoding". */
function withData<T>(connection: Connection, schema: z.ZodType<T>, data: unknown, use: (data: T) => void): void {
  const parsed = schema.safeParse(typeof data === 'string' ? parseJson(data) : data)
  if (parsed.success) use(parsed.data)
  else connection.sendError('The event has not the data it needs')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
