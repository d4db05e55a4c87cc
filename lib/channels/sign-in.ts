import { z } from 'zod'
import type { ChannelsState } from './channels-state.ts'
import type { Connection, SignedInUser } from './connection.ts'
import { sameDigest, sign } from './signature.ts'

export const SignInRequest = z.object({
  /** `key:signature` over `<socket_id>::user::<user_data>`. */
  auth: z.string(),
  /** JSON `{id, user_info?, …}`. */
  user_data: z.string(),
})
type SignInRequest = z.infer<typeof SignInRequest>

/** Answers `pusher:signin`. A refusal is a `pusher:error`; the connection stays as it was. */
export function signIn(state: ChannelsState, connection: Connection, request: SignInRequest): void {
  const user = identify(state, connection, request)
  if (typeof user === 'string') {
    connection.sendError(`Sign-in rejected: ${user}`)
  } else {
    connection.user = user
    connectionsOf(state, user.id).add(connection)
    connection.send({ event: 'pusher:signin_success', data: JSON.stringify({ user_data: request.user_data }) })
  }
}

/** Who signs in, or why they may not. */
function identify(state: ChannelsState, connection: Connection, request: SignInRequest): SignedInUser | string {
  const { app, limits } = state
  const expected = sign(app.secret, `${connection.socketId}::user::${request.user_data}`)
  if (!sameDigest(`${app.key}:${expected}`, request.auth)) return 'invalid signature'
  if (Buffer.byteLength(request.user_data) > limits.userDataBytes) return 'the user data is too large'
  const user = parseUser(request.user_data)
  if (!user) return 'the user data has no id'
  if (user.id.length > limits.userIdLength) return 'the user id is too long'
  if (connection.user && connection.user.id !== user.id) return 'the connection is signed in as somebody else'
  return user
}

/** Forgets who a closed connection was. */
export function signOut(state: ChannelsState, connection: Connection): void {
  const { user } = connection
  if (!user) return
  const others = connectionsOf(state, user.id)
  others.delete(connection)
  if (others.size === 0) state.users.delete(user.id)
}

function connectionsOf({ users }: ChannelsState, userId: string): Set<Connection> {
  const known = users.get(userId)
  if (known) return known
  const connections = new Set<Connection>()
  users.set(userId, connections)
  return connections
}

const UserData = z.object({ id: z.string().min(1), user_info: z.unknown().optional() })

function parseUser(userData: string): SignedInUser | undefined {
  try {
    const { id, user_info } = UserData.parse(JSON.parse(userData))
    return { id, info: user_info }
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined
    throw error
  }
}
