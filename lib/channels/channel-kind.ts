export interface ChannelKind {
  /** Who may subscribe: all, who holds a signature, or (user) the one signed-in user whose id the name ends in. */
  access: 'public' | 'private' | 'encrypted' | 'presence' | 'user'
  /** Whether the last event is kept for late subscribers. */
  cached: boolean
}

/** What a channel's name says about it; undefined when it is no name at all. Source: Pusher Channels docs, "Channel naming conventions". */
export function channelKind(name: string, longest: number): ChannelKind | undefined {
  if (name.length > longest) return undefined
  if (name.startsWith(USER_PREFIX)) return name === USER_PREFIX ? undefined : { access: 'user', cached: false }
  if (!/^[A-Za-z0-9_\-=@,.;]+$/.test(name)) return undefined
  if (name.startsWith('private-encrypted-')) {
    return { access: 'encrypted', cached: name.startsWith('private-encrypted-cache-') }
  }
  if (name.startsWith('private-')) return { access: 'private', cached: name.startsWith('private-cache-') }
  if (name.startsWith('presence-')) return { access: 'presence', cached: name.startsWith('presence-cache-') }
  return { access: 'public', cached: name.startsWith('cache-') }
}

/** The channel on which the server reaches one signed-in user. */
export function userChannel(userId: string): string {
  return `${USER_PREFIX}${userId}`
}

const USER_PREFIX = '#server-to-user-'
