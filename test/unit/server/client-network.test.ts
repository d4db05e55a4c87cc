import { expect, it } from 'vitest'
import { clientNetwork } from '../../../lib/server/request/client-network.ts'

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:0db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
])('%s counts as %s', (address, network) => {
  expect(clientNetwork(new Headers({ 'x-forwarded-for': address }))).toBe(network)
})
