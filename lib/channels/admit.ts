import { addressGroup } from './address-group.ts'
import type { ChannelsState } from './channels-state.ts'
import type { CloseCode } from './close-codes.ts'

/** Whether a socket may come in: undefined, or the code it is turned away with. `url` is the request's path and query. */
export function admit(state: ChannelsState, url: URL, address: string): CloseCode | undefined {
  const key = /^\/app\/([^/]+)$/.exec(url.pathname)?.[1]
  if (key === undefined) return 4005
  if (key !== state.app.key) return 4001
  const protocol = url.searchParams.get('protocol')
  if (!protocol) return 4008
  if (!/^\d{1,9}$/.test(protocol) || !VERSION.test(url.searchParams.get('version') ?? '0.0')) return 4006
  if (Number(protocol) !== PROTOCOL) return 4007
  if (state.connections.size >= state.limits.connections) return 4004
  if ((state.addresses.get(addressGroup(address)) ?? 0) >= state.limits.connectionsPerAddress) return 4100
  return undefined
}

const PROTOCOL = 7
/** `8.6.0`, `2.0`, `7.0.3-beta1`. */
const VERSION = /^\d{1,9}(\.\d{1,9}){1,3}([-+][\w.+-]{1,50})?$/
