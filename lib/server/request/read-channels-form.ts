import { z } from 'zod'
import { parse } from '../parse.ts'
import { readText } from './read-body.ts'

const FORM_BYTES = 4 * 1024
const SocketId = z.string().regex(/^\d+\.\d+$/)
const Subscription = z.object({ socket_id: SocketId, channel_name: z.string().max(200) })
const SignIn = z.object({ socket_id: SocketId })

/** What `pusher-js` sends to have a subscription signed. Throws `invalid`. */
export async function readSubscription(request: Request): Promise<{ socketId: string; channel: string }> {
  const { socket_id, channel_name } = parse(Subscription, await readForm(request))
  return { socketId: socket_id, channel: channel_name }
}

/** What `pusher-js` sends to have a sign-in signed. Throws `invalid`. */
export async function readSocket(request: Request): Promise<string> {
  return parse(SignIn, await readForm(request)).socket_id
}

async function readForm(request: Request): Promise<unknown> {
  return Object.fromEntries(new URLSearchParams(await readText(request, FORM_BYTES)))
}
