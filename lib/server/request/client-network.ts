import { isIPv6 } from 'node:net'

/**
 * Whom a limit counts as one: the address of who asks, for IPv6 the /64 network that one subscriber has all of. The start
 * writes the address there, after taking out what the client itself had put in.
 */
export function clientNetwork(headers: Headers): string {
  const address = headers.get('x-forwarded-for')?.split(',')[0]?.trim() ?? 'unknown'
  return isIPv6(address) ? networkOf(address) : address
}

/** The first four of eight groups, with the zeros that `::` stands for. (The Channels server has one of its own: it knows nothing of ours.) */
function networkOf(address: string): string {
  const [left = [], right = []] = address.split('::').map(half => half.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  const groups = [...left, ...zeros, ...right].slice(0, 4)
  return groups.map(group => Number.parseInt(group, 16).toString(16)).join(':')
}
