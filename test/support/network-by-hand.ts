import { createInterface } from 'node:readline'
import { badNetwork, type Condition } from './bad-network.ts'
import { type NetworkName, networkProfiles } from './network-profiles.ts'

/** `npm run network -- <profile> [port of the app]`: an address in front of the app that is as bad as the profile, and takes orders. */
export async function run([name = '', port = '3000']: string[]): Promise<void> {
  if (!isProfile(name)) {
    console.log(`Which network? ${Object.keys(networkProfiles).join(', ')}. As in: npm run network -- EDGE 3000`)
    process.exit(1)
  }
  const network = await badNetwork(Number(port), networkProfiles[name])
  console.log(`${name} in front of port ${port}: ${network.origin}`)
  console.log(`Type ${CONDITIONS.join(', ')}. Ctrl-C ends it.`)
  for await (const line of createInterface({ input: process.stdin })) {
    const wanted = CONDITIONS.find(condition => condition === line.trim())
    if (wanted) network.become(wanted)
    console.log(network.condition())
  }
}

const CONDITIONS: Condition[] = ['up', 'down', 'silent']

function isProfile(name: string): name is NetworkName {
  return Object.hasOwn(networkProfiles, name)
}
