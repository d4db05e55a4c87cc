import { cpus, totalmem } from 'node:os'
import { fanOut } from './fan-out.ts'
import { history } from './history.ts'
import { memory } from './memory.ts'
import { page } from './page.ts'
import { publish } from './publish.ts'
import { publishWithBadHost } from './publish-with-bad-host.ts'
import { recovery } from './recovery.ts'

const benches = { fanOut, publish, badHost: publishWithBadHost, page, history, memory, recovery }

/** `npm run bench [-- <name> …]`: figures within one run, as machines differ. Results are recorded in test/bench/README.md. */
export async function run([name, ...rest]: string[]): Promise<void> {
  const [cpu] = cpus()
  console.log(
    `${cpus().length} × ${cpu?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`,
  )
  for (const [key, bench] of Object.entries(benches)) {
    if (name !== undefined && name !== key) continue
    await bench(rest)
  }
}
