import { type ChannelKind, channelKind } from './channel-kind.ts'
import type { Channel, ChannelsState } from './channels-state.ts'
import { HttpRefusal } from './http-refusal.ts'

type Attribute = 'user_count' | 'subscription_count' | 'cache'

/** GET channels: the occupied ones, by name. `user_count` may be asked for presence channels alone. */
export function listChannels(state: ChannelsState, parameters: Map<string, string>): unknown {
  const prefix = parameters.get('filter_by_prefix') ?? ''
  const wanted = parseInfo(parameters.get('info'), ['user_count', 'subscription_count'])
  if (wanted.includes('user_count') && !prefix.startsWith('presence-')) {
    throw new HttpRefusal(400, 'user_count may only be requested for presence channels: filter_by_prefix=presence-')
  }
  const occupied = [...state.channels.values()].filter(channel => isListed(channel, prefix))
  return { channels: Object.fromEntries(occupied.map(({ name, kind }) => [name, describe(state, name, kind, wanted)])) }
}

/** GET channels/:name. Occupied or not, it is answered. */
export function showChannel(state: ChannelsState, name: string, parameters: Map<string, string>): unknown {
  const kind = kindOf(state, name)
  const wanted = parseInfo(parameters.get('info'), ['user_count', 'subscription_count', 'cache'])
  if (wanted.includes('user_count') && kind.access !== 'presence') {
    throw new HttpRefusal(400, 'user_count may only be requested for presence channels')
  }
  if (wanted.includes('cache') && !kind.cached) {
    throw new HttpRefusal(400, 'cache may only be requested for cache channels')
  }
  return { occupied: state.channels.has(name), ...describe(state, name, kind, wanted) }
}

/** GET channels/:name/users: each user once. */
export function listUsers(state: ChannelsState, name: string): unknown {
  if (kindOf(state, name).access !== 'presence') {
    throw new HttpRefusal(400, 'Users may only be requested for presence channels')
  }
  return { users: [...(state.channels.get(name)?.members.keys() ?? [])].map(id => ({ id })) }
}

/** What `info` of a trigger asks for; what a channel has not is left out. */
export function describeTriggered(state: ChannelsState, name: string, info: string): Record<string, unknown> {
  const wanted = parseInfo(info, ['user_count', 'subscription_count'])
  const kind = kindOf(state, name)
  return describe(
    state,
    name,
    kind,
    wanted.filter(attribute => attribute !== 'user_count' || kind.access === 'presence'),
  )
}

/** The channel's kind, or 400 when it is no channel name. */
export function kindOf({ limits }: ChannelsState, name: string): ChannelKind {
  const kind = channelKind(name, limits.channelNameLength)
  if (!kind) throw new HttpRefusal(400, 'Invalid channel name')
  return kind
}

/** Users' own channels are not the application's to list. */
function isListed({ name, kind }: Channel, prefix: string): boolean {
  return kind.access !== 'user' && name.startsWith(prefix)
}

function describe(
  state: ChannelsState,
  name: string,
  kind: ChannelKind,
  wanted: readonly Attribute[],
): Record<string, unknown> {
  const channel = state.channels.get(name)
  const remembered = kind.cached ? state.cache.recall(name) : undefined
  const values = {
    user_count: channel?.members.size ?? 0,
    subscription_count: channel?.subscribers.size ?? 0,
    cache: remembered ? { event: remembered.event.event, data: remembered.event.data, ttl: remembered.ttl } : null,
  }
  return Object.fromEntries(wanted.map(attribute => [attribute, values[attribute]]))
}

function parseInfo(info: string | undefined, available: readonly Attribute[]): Attribute[] {
  const asked = (info ?? '').split(',').filter(Boolean)
  return asked.map(name => {
    const attribute = available.find(one => one === name)
    if (!attribute) throw new HttpRefusal(400, 'Unknown info attribute')
    return attribute
  })
}
