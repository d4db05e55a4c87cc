import { networkInterfaces } from 'node:os'

/** IPv4 addresses under which other machines may reach this one, private networks first (containers' own bridges last). */
export function networkAddresses(): string[] {
  const found = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses
      .filter(({ family, internal }) => family === 'IPv4' && !internal)
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  )
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address)
}

function rankOf(name: string, address: string): number {
  if (/^(?:docker|br-|veth|virbr|vmnet|vboxnet)/.test(name)) return 3
  if (/^169\.254\./.test(address)) return 2
  return /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address) ? 0 : 1
}
